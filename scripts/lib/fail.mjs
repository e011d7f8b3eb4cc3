/** A set-up problem in one plain sentence; `run` prints it and leaves with status 1. */
export class SetupProblem extends Error {}

/** Runs a script's main function: a SetupProblem is printed as its sentence, anything else with its stack. */
export async function run(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof SetupProblem ? error.message : explainSystemError(error));
    process.exit(1);
  }
}

function explainSystemError(error) {
  if (error?.code === "ENOSPC") return "The disk is full. Free some space and start again; nothing was lost.";
  if (error?.code === "EACCES" || error?.code === "EPERM" || error?.code === "EROFS") {
    return `No permission to write ${error.path ?? "here"}. Choose another folder or fix its owner.`;
  }
  return error?.stack ?? String(error);
}
