/** Every token of Keystone is longer. The gateway refuses a shorter one without a call to the image service. */
export const MIN_TOKEN_LENGTH = 16;
