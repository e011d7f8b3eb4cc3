import { ModelFaultError } from "./model-fault";

/** Without its parameters, in lower case; empty when the server names none. */
export function contentTypeOf(response: Response): string {
  return (response.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

export function wrongContentType(response: Response): ModelFaultError {
  const type = contentTypeOf(response);
  const found = /^[a-z]+\/[a-z0-9.+-]{1,40}$/.test(type) ? type : "something else";
  return new ModelFaultError({ kind: "malformed", what: "content-type", found });
}
