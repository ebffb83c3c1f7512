// How the time of some work grows with its size: what a test may say of speed on a machine that does other things too.
// In: how to make the work of a size, and what to run. Out: a ratio.

/**
 * By what the time of some work grows when its size does sixteenfold: 16 when it is linear, 256 when it is quadratic. Times are the
 * shortest of three, of this process's processor, and so say little of what else the machine does.
 */
export function growth(size, make, run) {
  const time = (count) => {
    const made = make(count);
    return Math.min(...[1, 2, 3].map(() => {
      const start = process.cpuUsage();
      run(made);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    }));
  };
  // The large one first: when the small one runs, the code is compiled, and does not look slower than it is.
  const large = time(16 * size);
  return large / time(size);
}
