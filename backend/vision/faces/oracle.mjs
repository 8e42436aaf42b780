// What face-api.js itself says of pictures: reads `kind path` by line, each path a file of raw RGB
// rows (150 × 150 for `template`, 112 × 112 for `landmarks`), writes one JSON array by line. The
// tests compare ours with it.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

const folder = new URL("node_modules/@vladmandic/face-api/", import.meta.url);

// The bundle's half for Node is not in it and breaks off; without `process` it makes no choice, and
// is told what it needs.
const { process } = globalThis;
delete globalThis.process;
const api = await import(new URL("dist/face-api.esm.js", folder));
globalThis.process = process;
const { tf } = api;
const typedArrays = [Float32Array, Int32Array, Uint8Array, Uint8ClampedArray];
tf.env().setPlatform("plain", {
  now: () => performance.now(),
  encode: (text) => new TextEncoder().encode(text),
  decode: (bytes, encoding) => new TextDecoder(encoding).decode(bytes),
  isTypedArray: (value) => typedArrays.some((kind) => value instanceof kind),
});
class Nothing {}
api.env.setEnv({ Canvas: Nothing, CanvasRenderingContext2D: Nothing, Image: Nothing, ImageData: Nothing, Video: Nothing });
await tf.setBackend("cpu");
await tf.ready();

async function load(net, stem) {
  const manifest = JSON.parse(await readFile(new URL(`model/${stem}-weights_manifest.json`, folder)));
  const values = await readFile(new URL(`model/${stem}.bin`, folder));
  const copy = values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength);
  net.loadFromWeightMap(tf.io.decodeWeights(copy, manifest.flatMap((group) => group.weights)));
}

await load(api.nets.faceRecognitionNet, "face_recognition_model");
await load(api.nets.faceLandmark68Net, "face_landmark_68_model");

const kinds = {
  async template(rgb) {
    const picture = tf.tensor3d(new Int32Array(rgb), [150, 150, 3], "int32");
    return [...(await api.nets.faceRecognitionNet.computeFaceDescriptor(picture))];
  },
  async landmarks(rgb) {
    const picture = tf.tensor3d(new Int32Array(rgb), [112, 112, 3], "int32");
    const found = await api.nets.faceLandmark68Net.detectLandmarks(picture);
    return found.positions.flatMap((point) => [point.x, point.y]);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const [kind, path] = line.split(" ");
  console.log(JSON.stringify(await kinds[kind](await readFile(path))));
}
