import { describe } from 'vitest';
import { describeAnswering } from './describeAnswering.ts';
import { describeReading } from './describeReading.ts';
import { describeSharing } from './describeSharing.ts';
import { describeVisibility } from './describeVisibility.ts';
import { createStage, type UpstreamUnderTest } from './stage.ts';

/** Every operation that frontends use, whole answers, on images that each case makes for itself. */
export function describeOperations({ name, start }: UpstreamUnderTest): void {
  describe(`with ${name}`, () => {
    const stage = createStage(start);
    describeSharing(stage);
    describeReading(stage);
    describeAnswering(stage);
    describeVisibility(stage);
  });
}
