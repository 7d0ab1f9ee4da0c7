import generated, { type PossibleTypesResultData } from './generated/possibleTypes.ts';

/**
 * The members of every union and interface, for `new InMemoryCache({ possibleTypes })`. Without it Apollo Client drops
 * what is selected on `ImageServiceError`, silently.
 */
export const possibleTypes: PossibleTypesResultData['possibleTypes'] = generated.possibleTypes;
