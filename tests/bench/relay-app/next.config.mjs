import path from "node:path";
import app from "../../../next.config.js";

/** A Next server for the bench alone, with the app's own settings; none of its routes is part of the product. */
const config = {
  ...app,
  distDir: ".next",
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: path.resolve(import.meta.dirname, "../../..") },
};
export default config;
