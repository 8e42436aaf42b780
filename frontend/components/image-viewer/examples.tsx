import { ImageViewer } from './image-viewer.tsx';

const words = {
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  turn: 'Turn right',
  fit: 'Fit',
  enlarge: 'Enlarge',
  percent: (percent: number) => `${percent}%`,
};

export const examples = {
  plain: () => <ImageViewer blob={new Blob(['x'], { type: 'image/jpeg' })} name="Front of the document" words={words} />,
  outlined: () => (
    <ImageViewer
      blob={new Blob(['x'], { type: 'image/jpeg' })}
      name="Front of the document"
      words={words}
      marked={{ words: 'Outlined: Family name', places: [[[10, 20], [90, 20], [90, 32], [10, 32]]] }}
    />
  ),
};
