import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { expectedFile, schemaFile } from './generate.mjs';

test('the committed types are those of the committed OpenAPI document', () => {
  expect(readFileSync('api/schema.ts', 'utf8')).toBe(expectedFile());
});

test('every kind of schema that the document uses becomes its type', () => {
  const file = schemaFile({
    components: {
      schemas: {
        Step: { type: 'string', description: 'One\n step.', enum: ['front', 'back'] },
        Line: {
          type: 'object',
          required: ['id', 'steps', 'score'],
          properties: {
            id: { type: 'string' },
            steps: { type: 'array', items: { $ref: '#/components/schemas/Step' } },
            score: { type: ['integer', 'null'] },
            retake: { oneOf: [{ $ref: '#/components/schemas/Step' }, { type: 'null' }] },
            detail: { type: 'object', additionalProperties: {} },
          },
        },
        Whole: { allOf: [{ $ref: '#/components/schemas/Line' }, { type: 'object', properties: {} }] },
      },
    },
  });
  expect(file).toContain("/** One step. */\nexport type Step = 'front' | 'back';");
  expect(file).toContain('  steps: (Step)[];\n  score: number | null;\n  retake?: Step | null;\n  detail?: Record<string, unknown>;');
  expect(file).toContain('export type Whole = Line & {');
});
