// Preloaded into every child: when the process that started it dies, however that happens, the channel closes and the
// child shuts down as if asked to.
if (process.channel) {
  process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}
