//! The thread pool that answers requests: a few threads, more when slow clients hold some of them up.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use crate::preview::guard::{guarded, lock};

/// Threads that stay to wait for work; any others end when their work is done.
const LEAST: usize = 4;
/// Threads at most.
const MOST: usize = 64;

type Job = Box<dyn FnOnce() + Send>;

/// The threads. They end when it is dropped, after what they are doing.
#[derive(Default)]
pub(crate) struct ThreadPool {
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    work: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    idle: usize,
    threads: usize,
    closed: bool,
}

impl ThreadPool {
    /// Runs a job as soon as a thread is free. A panic ends that job and no other.
    pub(crate) fn run(&self, job: impl FnOnce() + Send + 'static) {
        let mut state = lock(&self.shared.state);
        state.jobs.push_back(Box::new(job));
        if state.jobs.len() <= state.idle {
            self.shared.work.notify_one();
        } else if state.threads < MOST {
            let shared = Arc::clone(&self.shared);
            let spawned = thread::Builder::new().name("jalon-answer".to_owned()).spawn(move || shared.serve());
            state.threads += usize::from(spawned.is_ok());
        }
    }
}

impl Drop for ThreadPool {
    fn drop(&mut self) {
        lock(&self.shared.state).closed = true;
        self.shared.work.notify_all();
    }
}

impl Shared {
    fn serve(&self) {
        while let Some(job) = self.next() {
            let _ = guarded(job);
        }
    }

    fn next(&self) -> Option<Job> {
        let mut state = lock(&self.state);
        loop {
            if let Some(job) = state.jobs.pop_front() {
                return Some(job);
            }
            if state.closed || state.idle >= LEAST {
                state.threads -= 1;
                return None;
            }
            state.idle += 1;
            state = self.work.wait(state).unwrap_or_else(PoisonError::into_inner);
            state.idle -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use std::time::Duration;

    #[test]
    fn held_up_jobs_do_not_hold_up_the_others_and_panics_end_alone() {
        let pool = ThreadPool::default();
        let (free, held) = mpsc::channel::<()>();
        let held = Arc::new(Mutex::new(held));
        for _ in 0..MOST - 1 {
            let held = Arc::clone(&held);
            pool.run(move || {
                let _ = lock(&held).recv();
            });
        }
        let (done, told) = mpsc::channel();
        for index in 0..100 {
            let done = done.clone();
            pool.run(move || {
                let _ = done.send(index);
                assert!(index % 2 == 0, "an odd job");
            });
        }
        let mut seen: Vec<i32> = (0..100).filter_map(|_| told.recv_timeout(Duration::from_secs(30)).ok()).collect();
        seen.sort_unstable();
        assert_eq!(seen, (0..100).collect::<Vec<_>>());
        drop(free);
    }
}
