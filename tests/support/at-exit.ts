const tasks = new Set<() => void>();

process.once("exit", () => {
  for (const task of tasks) task();
});
// Test runners end their workers with this signal, and then nobody would hear of the exit.
process.once("SIGTERM", () => process.exit());

/** Does something when the process ends, unless it was taken back before. */
export function atExit(task: () => void): () => void {
  tasks.add(task);
  return () => tasks.delete(task);
}
