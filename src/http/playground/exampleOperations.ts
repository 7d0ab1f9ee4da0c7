export const SHARE = `# Share an image with a project. Run it twice to see a typed error.
mutation Share($input: AddImageMemberInput!) {
  addImageMember(input: $input) {
    __typename
    ... on AddImageMemberSuccess { imageMember { id imageId memberId status createdAt } }
    ... on ImageServiceError { code message retryable requestId }
    ... on ImageMemberExistsError { existingImageMember { status } }
    ... on ImageForbiddenError { reason }
    ... on ImageMemberLimitError { limit }
  }
}
`;

export const SHARING_DIALOG = `# Who an image is shared with.
query SharingDialog($imageId: ID!) {
  image(id: $imageId) {
    id
    name
    visibility
    ownerName
    permissions { share { allowed reason } }
    members { id memberId memberName status updatedAt }
  }
}
`;

export const INBOX = `# Images that other projects share with mine, and that I have neither accepted nor rejected.
query Inbox($projectId: ID!, $after: String) {
  images(filter: { sharedWith: { projectId: $projectId, status: PENDING } }, first: 25, after: $after) {
    nodes { id name sizeBytes owner { id } member(memberId: $projectId) { status createdAt } }
    pageInfo { hasNextPage endCursor }
  }
}
`;

export const DECIDE = `# Accept or reject.
mutation Decide($input: UpdateImageMemberInput!) {
  updateImageMember(input: $input) {
    __typename
    ... on UpdateImageMemberSuccess { imageMember { id status updatedAt } }
    ... on ImageServiceError { code message }
    ... on ImageForbiddenError { reason }
  }
}
`;

export const REMOVE = `# Stop sharing.
mutation Remove($input: RemoveImageMemberInput!) {
  removeImageMember(input: $input) {
    __typename
    ... on RemoveImageMemberSuccess { deletedImageMemberId imageId memberId }
    ... on ImageServiceError { code message }
  }
}
`;

export const SHARE_MANY = `# Share many at once; each pair succeeds or fails on its own.
mutation ShareMany($input: AddImageMembersInput!) {
  addImageMembers(input: $input) {
    __typename
    ... on AddImageMembersPayload {
      addedCount
      failedCount
      results {
        imageId
        memberId
        result {
          __typename
          ... on AddImageMemberSuccess { imageMember { id status } }
          ... on ImageServiceError { code message }
        }
      }
    }
    ... on ImageInputError { issues { path message } }
  }
}
`;

export const MY_IMAGES = `# My images that can be shared, by name.
query MyShareableImages($ownerId: ID!, $after: String) {
  images(
    filter: { ownerId: $ownerId, visibility: SHARED }
    orderBy: { field: NAME, direction: ASC }
    first: 25
    after: $after
  ) {
    edges { cursor node { id name status members { memberId status } } }
    pageInfo { hasNextPage endCursor }
  }
}
`;

export const VIEWER = `# Who am I, and which projects are mine?
query Viewer {
  viewer {
    userName
    project { id name domainName }
    roles
    expiresAt
    projects { id name domainName }
  }
}
`;

export const SHARE_BY_NAME = `# Share an image by the name of a project. Nothing is ever shared with a name: the gateway looks the ID up.
mutation ShareByName($input: AddImageMemberInput!) {
  addImageMember(input: $input) {
    __typename
    ... on AddImageMemberSuccess { verification imageMember { memberId memberName status } }
    ... on ImageServiceError { code message }
    ... on ImageMemberUnresolvedError { unresolvedReason candidates { id name domainName } }
  }
}
`;

export const MAKE_SHAREABLE = `# Make a private image shareable and share it. Members of an earlier time get their access back.
mutation MakeShareable($input: AddImageMemberInput!) {
  addImageMember(input: $input) {
    __typename
    ... on AddImageMemberSuccess {
      visibilityChanged
      imageMember { memberId memberName status }
      affectedMembers { memberId memberName status }
    }
    ... on ImageServiceError { code message }
  }
}
`;

export const SET_VISIBILITY = `# Change who may see an image. PRIVATE ends the access of every member, and keeps the memberships.
mutation SetVisibility($input: SetImageVisibilityInput!) {
  setImageVisibility(input: $input) {
    __typename
    ... on SetImageVisibilitySuccess {
      image { id name visibility }
      previousVisibility
      affectedMembers { memberId memberName status }
    }
    ... on ImageServiceError { code message }
    ... on ImageForbiddenError { reason }
  }
}
`;

export const DECIDE_MANY = `# Accept or reject many images at once.
mutation DecideMany($input: UpdateImageMembersInput!) {
  updateImageMembers(input: $input) {
    __typename
    ... on UpdateImageMembersPayload {
      updatedCount
      failedCount
      results {
        imageId
        result {
          __typename
          ... on UpdateImageMemberSuccess { imageMember { id status } }
          ... on ImageServiceError { code message }
        }
      }
    }
    ... on ImageInputError { issues { path message } }
  }
}
`;

export const REMOVE_MANY = `# Stop sharing with many projects at once.
mutation RemoveMany($input: RemoveImageMembersInput!) {
  removeImageMembers(input: $input) {
    __typename
    ... on RemoveImageMembersPayload {
      removedCount
      failedCount
      results {
        memberId
        result { __typename ... on ImageServiceError { code message } }
      }
    }
    ... on ImageInputError { issues { path message } }
  }
}
`;

export const SET_MEMBERS = `# Make the members of an image exactly these. With dryRun nothing is done yet.
mutation SetMembers($input: SetImageMembersInput!) {
  setImageMembers(input: $input) {
    __typename
    ... on SetImageMembersPayload {
      dryRun
      added { memberId result { __typename } }
      removed { memberId result { __typename } }
      kept { memberId memberName status }
    }
    ... on ImageServiceError { code message }
    ... on ImageInputError { issues { path message } }
  }
}
`;

export const PERMISSIONS = `# What I may do with an image, and why not.
query Permissions($imageId: ID!) {
  image(id: $imageId) {
    name
    visibility
    permissions {
      share { allowed reason }
      removeMembers { allowed reason }
      changeVisibility { allowed reason }
      decide { allowed reason }
    }
  }
}
`;
