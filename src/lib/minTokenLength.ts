/** What is shorter is no token of Keystone's: those that can be guessed are not worth a call. */
export const MIN_TOKEN_LENGTH = 16;
