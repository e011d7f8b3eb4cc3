import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { SetupProblem } from "./fail.mjs";

/** The default, and what its short name means on the hub. */
const HUB = { "all-MiniLM-L6-v2": "Xenova/all-MiniLM-L6-v2" };

/** Weights by the name that the loader has for them, smallest first: quantised ones rank texts as well. */
const WEIGHTS = [
  ["q8", "model_quantized.onnx"],
  ["int8", "model_int8.onnx"],
  ["uint8", "model_uint8.onnx"],
  ["fp16", "model_fp16.onnx"],
  ["fp32", "model.onnx"],
];

/** `--model` is a folder where it looks like one or is one, otherwise a name on the hub. */
export function chosenModel(text) {
  const asPath = path.resolve(text.replace(/^~(?=\/|$)/, os.homedir()));
  const looksLikePath = /^([.~/\\]|[A-Za-z]:[\\/])/.test(text);
  if (looksLikePath || existsSync(path.join(asPath, "config.json")) || isFolder(asPath)) {
    return { kind: "folder", folder: modelFolder(asPath) };
  }
  const id = HUB[text] ?? text;
  if (!/^[\w.-]+\/[\w.-]+$/.test(id)) {
    throw new SetupProblem(
      `There is no folder ${text}, and it is no name of a model either. Names look like Xenova/all-MiniLM-L6-v2.`,
    );
  }
  return { kind: "hub", id };
}

function isFolder(file) {
  return existsSync(file) && statSync(file).isDirectory();
}

/** The folder itself, or the only model in it. */
function modelFolder(folder) {
  if (!isFolder(folder)) throw new SetupProblem(`There is no folder ${folder}.`);
  if (existsSync(path.join(folder, "config.json"))) return folder;
  const inside = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, "config.json")));
  if (inside.length === 1) return path.join(folder, inside[0]);
  if (inside.length > 1) {
    throw new SetupProblem(`${folder} holds several models: ${inside.join(", ")}. Name one of them.`);
  }
  throw new SetupProblem(
    `${folder} is no model: it needs config.json, tokenizer.json and weights in a folder named onnx.`,
  );
}

/** Looks through a model's folder: what it needs, which weights it has, how its passages become one vector. */
export function inspectModel(folder) {
  for (const name of ["config.json", "tokenizer.json"]) {
    if (!existsSync(path.join(folder, name))) {
      throw new SetupProblem(`${folder} is no model that can be used: ${name} is missing.`);
    }
  }
  const found = WEIGHTS.find(([, file]) => existsSync(path.join(folder, "onnx", file)));
  if (!found) {
    throw new SetupProblem(
      `${folder} has no weights: none of onnx/${WEIGHTS.map(([, file]) => file).join(", onnx/")}.`,
    );
  }
  const [dtype, weights] = found;
  const rootFiles = readdirSync(folder).filter((name) => /\.(json|txt|model)$|^LICEN[CS]E/.test(name));
  const onnxFiles = readdirSync(path.join(folder, "onnx")).filter(
    (name) => name === weights || name.startsWith(`${weights}_data`),
  );
  const files = [...rootFiles, ...onnxFiles.map((name) => path.join("onnx", name))].sort();
  return { name: path.basename(folder), dtype, pooling: poolingOf(folder), files };
}

/** As sentence-transformers note it; most models take the mean. */
function poolingOf(folder) {
  try {
    const pooling = JSON.parse(readFileSync(path.join(folder, "1_Pooling", "config.json"), "utf8"));
    return pooling.pooling_mode_cls_token === true ? "cls" : "mean";
  } catch {
    return "mean";
  }
}

/** Copies what is needed of a model to its place, whole or not at all. Two models of one name get two places. */
export function placeModel(folder, models) {
  const { name, dtype, pooling, files } = inspectModel(folder);
  const hash = createHash("sha256").update(`${dtype} ${pooling}`);
  for (const file of files) {
    if (/^(tokenizer\.json|config\.json|onnx[\\/])/.test(file))
      hash.update(readFileSync(path.join(folder, file)));
  }
  const short = name.replace(/[^\w.-]/g, "-").slice(0, 100);
  const model = `${short}@${hash.digest("hex").slice(0, 8)}`;
  const target = path.join(models, model);
  if (!existsSync(target)) {
    const partial = `${target}.partial`;
    rmSync(partial, { recursive: true, force: true });
    for (const file of files) {
      mkdirSync(path.dirname(path.join(partial, file)), { recursive: true, mode: 0o700 });
      cpSync(path.join(folder, file), path.join(partial, file), { dereference: true });
    }
    renameSync(partial, target);
  }
  return { model, folder: model, dtype, pooling, shortName: short };
}

/** What no settings name any more. */
export function removeOtherModels(models, kept) {
  if (!existsSync(models)) return;
  for (const name of readdirSync(models)) {
    if (!kept.includes(name)) rmSync(path.join(models, name), { recursive: true, force: true });
  }
}
