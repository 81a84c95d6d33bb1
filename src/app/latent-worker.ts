/** The worker thread that learns a latent space: `latent.ts` starts it and hears what it finds. */
import { parentPort, workerData } from 'node:worker_threads';
import type { LatentTask } from './latent.ts';
import { type OpenedLatent, openLatentSpace } from './latent-cache.ts';

// What `latent.ts` passes; nothing else starts this file.
const { data, folder } = workerData as LatentTask;

await openLatentSpace(data, folder, (latent: OpenedLatent) => {
  // Handed over rather than copied; the space itself is still to be written to the cache.
  const { buffer } = latent.vectors.values;
  parentPort?.postMessage(latent, buffer instanceof ArrayBuffer ? [buffer] : []);
});
