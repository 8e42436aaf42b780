/** Why there is no camera picture. */
export type CameraProblem = 'insecure' | 'unsupported' | 'denied' | 'absent' | 'busy' | 'failed';

/** The camera could not be opened. */
export class CameraUnavailable extends Error {
  constructor(readonly problem: CameraProblem, options?: ErrorOptions) {
    super(`the camera is ${problem}`, options);
  }
}

/** Towards the document, or towards the person. */
export type Facing = 'environment' | 'user';

/** A running camera. Only one may run at a time: several phones cannot open a second one. */
export interface OpenCamera {
  stream: MediaStream;
  /** What the browser calls it. */
  label: string;
  /** The camera after this one, or null where there is only one. */
  nextDeviceId: string | null;
  stop(): void;
}

/** Opens a camera: the one with this id, or the one that looks the right way. */
export async function openCamera(facing: Facing, deviceId: string | null): Promise<OpenCamera> {
  // Only what is needed is asked for and tested; a browser's name says nothing about its camera.
  const devices = (navigator as { mediaDevices?: MediaDevices }).mediaDevices;
  if (devices?.getUserMedia === undefined) {
    throw new CameraUnavailable(globalThis.isSecureContext === false ? 'insecure' : 'unsupported');
  }
  const which = deviceId === null ? { facingMode: { ideal: facing } } : { deviceId: { exact: deviceId } };
  const video = { ...which, width: { ideal: 1920 }, height: { ideal: 1080 } };
  let stream: MediaStream;
  try {
    stream = await devices.getUserMedia({ video, audio: false });
  } catch (cause) {
    throw new CameraUnavailable(problemOf(cause), { cause });
  }
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  const label = stream.getVideoTracks()[0]?.label ?? '';
  const current = stream.getVideoTracks()[0]?.getSettings().deviceId ?? deviceId;
  return { stream, label, nextDeviceId: await nextDevice(devices, current ?? null), stop };
}

/** Names the reason behind an error of `getUserMedia` (W3C Media Capture, section 10.2). */
export function problemOf(cause: unknown): CameraProblem {
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'absent';
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy';
  return 'failed';
}

/** Cameras can be listed only once one is open; a browser that lists none simply offers no switch. */
async function nextDevice(devices: MediaDevices, current: string | null): Promise<string | null> {
  try {
    const cameras = (await devices.enumerateDevices()).filter((device) => device.kind === 'videoinput' && device.deviceId);
    if (cameras.length < 2) return null;
    const at = cameras.findIndex((device) => device.deviceId === current);
    return cameras[(at + 1) % cameras.length]?.deviceId ?? null;
  } catch {
    return null;
  }
}
