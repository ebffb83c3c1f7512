//! The program: what it does is in the library, this is its door, and its allocator.

// Rendering asks for memory all the time, in small pieces and from all threads.
#[cfg(all(feature = "jemalloc", not(target_env = "msvc")))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    jalon::run(std::env::args_os())
}
