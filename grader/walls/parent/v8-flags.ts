// The flags of V8 for every program behind walls. Compiled code and snapshots fit only a process
// that was started with the same flags.

export const V8_FLAGS = [
  // Nothing in a slot runs long enough to benefit from background threads for compiling and
  // garbage collection. Without them, all CPU time is the worker thread's.
  "--single-threaded",
  // Most code does not run long enough to benefit from V8's middle-tier compiler either. Code
  // that would benefit contains loops, which are compiled anyway. (The default is 400 calls.)
  "--invocation-count-for-maglev=3000",
];
