import { contentTypeOf, wrongContentType } from "./content-type";
import { ModelFaultError } from "./model-fault";

/** A whole JSON answer. Throws ModelFaultError when it is something else. */
export async function jsonOf(response: Response): Promise<unknown> {
  if (!contentTypeOf(response).endsWith("json")) {
    await response.body?.cancel();
    throw wrongContentType(response);
  }
  try {
    return await response.json();
  } catch (error) {
    // A connection that breaks off is told apart by its own error.
    if (error instanceof SyntaxError) throw new ModelFaultError({ kind: "malformed", what: "json" });
    throw error;
  }
}
