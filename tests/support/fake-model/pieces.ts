/** Pieces of about a token each, as our own offline model cuts them. */
export { replyPieces as piecesOf } from "../../../lib/domain/offline/reply-pieces";
