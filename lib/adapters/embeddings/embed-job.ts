/** Texts that somebody waits for, and the vectors they have so far. */
export type Job = {
  texts: readonly string[];
  vectors: Float32Array[];
  done: Promise<Float32Array[]>;
  resolve: (vectors: Float32Array[]) => void;
  reject: (error: Error) => void;
};

export function createJob(texts: readonly string[]): Job {
  let resolve: Job["resolve"] = () => undefined;
  let reject: Job["reject"] = () => undefined;
  const done = new Promise<Float32Array[]>((resolved, rejected) => {
    resolve = resolved;
    reject = rejected;
  });
  return { texts, vectors: [], done, resolve, reject };
}

/** Texts without a vector. */
export function left(job: Job): number {
  return job.texts.length - job.vectors.length;
}
