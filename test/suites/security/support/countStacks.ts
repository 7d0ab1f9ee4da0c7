import { onTestFinished } from 'vitest';

/** Counts the stacks of errors that are written out, which is what takes long about an error, until the test ends. */
export function countStacks(): () => number {
  const { prepareStackTrace } = Error;
  let stacks = 0;
  Error.prepareStackTrace = (error) => {
    stacks += 1;
    return String(error);
  };
  onTestFinished(() => {
    Error.prepareStackTrace = prepareStackTrace;
  });
  return () => stacks;
}
