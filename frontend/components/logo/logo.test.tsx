import { checkExamples } from '../check-examples.ts';
import { examples } from './examples.tsx';

checkExamples(examples);
