import generated, { type PossibleTypesResultData } from './generated/possibleTypes.ts';

/**
 * The members of every union and interface, for `new InMemoryCache({ possibleTypes })`. Without them Apollo Client
 * silently drops the fields that are selected on `ImageServiceError`.
 */
export const possibleTypes: PossibleTypesResultData['possibleTypes'] = generated.possibleTypes;
