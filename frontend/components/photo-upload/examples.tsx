import { PhotoUpload } from './photo-upload.tsx';

const nothing = () => undefined;

export const examples = {
  plain: () => <PhotoUpload label="Upload a photo" onFile={nothing} />,
  prominent: () => <PhotoUpload label="Upload a photo" onFile={nothing} isProminent />,
  'with an error': () => <PhotoUpload label="Upload a photo" onFile={nothing} error="The selected file is empty" />,
};
