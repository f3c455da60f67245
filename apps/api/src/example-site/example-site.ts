import { keyedHash } from '../access/secrets';

/** Where the sample website that comes with the example workspace is, below the public address. */
export const EXAMPLE_PATHS = {
  /** What lies below counts as a topic page. */
  topics: '/example/topics',
  topic: '/example/topics/retrofit',
  secondTopic: '/example/topics/controls',
  webinar: '/example/webinar',
  guide: '/example/guide',
} as const;

/** The slug of the example's content offer. */
export const EXAMPLE_OFFER = 'leitfaden-retrofit';

/** The write key in the pages of the sample website. It stands in public pages, so it is derived and kept nowhere. */
export function exampleSiteKey(secret: string): string {
  return `rw_${keyedHash(secret, 'the write key of the sample website')}`;
}
