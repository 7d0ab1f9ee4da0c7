
      export type PossibleTypesResultData = {
  "possibleTypes": {
    "AddImageMemberResult": [
      "AddImageMemberSuccess",
      "ImageForbiddenError",
      "ImageInputError",
      "ImageMemberExistsError",
      "ImageMemberLimitError",
      "ImageNotFoundError",
      "ImageRateLimitError",
      "ImageUpstreamError"
    ],
    "AddImageMembersResult": [
      "AddImageMembersPayload",
      "ImageInputError"
    ],
    "ImageServiceError": [
      "ImageForbiddenError",
      "ImageInputError",
      "ImageMemberExistsError",
      "ImageMemberLimitError",
      "ImageMemberNotFoundError",
      "ImageNotFoundError",
      "ImageRateLimitError",
      "ImageUpstreamError"
    ],
    "RemoveImageMemberResult": [
      "ImageForbiddenError",
      "ImageInputError",
      "ImageMemberNotFoundError",
      "ImageNotFoundError",
      "ImageRateLimitError",
      "ImageUpstreamError",
      "RemoveImageMemberSuccess"
    ],
    "UpdateImageMemberResult": [
      "ImageForbiddenError",
      "ImageInputError",
      "ImageMemberNotFoundError",
      "ImageNotFoundError",
      "ImageRateLimitError",
      "ImageUpstreamError",
      "UpdateImageMemberSuccess"
    ]
  }
};
      const result: PossibleTypesResultData = {
  "possibleTypes": {
    "AddImageMemberResult": [
      "AddImageMemberSuccess",
      "ImageForbiddenError",
      "ImageInputError",
      "ImageMemberExistsError",
      "ImageMemberLimitError",
      "ImageNotFoundError",
      "ImageRateLimitError",
      "ImageUpstreamError"
    ],
    "AddImageMembersResult": [
      "AddImageMembersPayload",
      "ImageInputError"
    ],
    "ImageServiceError": [
      "ImageForbiddenError",
      "ImageInputError",
      "ImageMemberExistsError",
      "ImageMemberLimitError",
      "ImageMemberNotFoundError",
      "ImageNotFoundError",
      "ImageRateLimitError",
      "ImageUpstreamError"
    ],
    "RemoveImageMemberResult": [
      "ImageForbiddenError",
      "ImageInputError",
      "ImageMemberNotFoundError",
      "ImageNotFoundError",
      "ImageRateLimitError",
      "ImageUpstreamError",
      "RemoveImageMemberSuccess"
    ],
    "UpdateImageMemberResult": [
      "ImageForbiddenError",
      "ImageInputError",
      "ImageMemberNotFoundError",
      "ImageNotFoundError",
      "ImageRateLimitError",
      "ImageUpstreamError",
      "UpdateImageMemberSuccess"
    ]
  }
};
      export default result;
    