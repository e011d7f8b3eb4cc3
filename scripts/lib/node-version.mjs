// Imported before anything else, so that an old Node gets a sentence and not a stack of syntax errors.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    "Throughline needs Node.js 20.19 or newer; this is " +
      process.versions.node +
      ". See https://nodejs.org.",
  );
  process.exit(1);
}
