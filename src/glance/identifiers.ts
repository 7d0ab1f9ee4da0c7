/**
 * What may stand in a path to the image service. An allow-list, because escaping is not enough: Glance decodes `%2F`
 * before it routes, and `members/..` would name the image itself.
 */
const IMAGE_ID = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;
const MEMBER_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

export const isImageId = (value: string): boolean => IMAGE_ID.test(value);
export const isMemberId = (value: string): boolean => MEMBER_ID.test(value);
