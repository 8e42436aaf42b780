import { PhotoFrame } from './photo-frame.tsx';

const blob = new Blob(['picture'], { type: 'image/jpeg' });

export const examples = {
  large: () => <PhotoFrame blob={blob} description="Your photo of the front" />,
  small: () => <PhotoFrame blob={blob} description="Your photo of the back" isSmall />,
  unseen: () => <PhotoFrame blob={blob} description="Your photo of the front" unseen="This browser cannot show this file." />,
};
