import type { TouchpointMapping } from '@ripen/contracts';

/** What a fresh workspace takes for a touchpoint: by the first part of the path, and SDK names as they are. */
export const DEFAULT_MAPPING: TouchpointMapping = {
  pages: [
    { prefix: '/karriere', type: 'careers_page_visited' },
    { prefix: '/jobs', type: 'careers_page_visited' },
    { prefix: '/careers', type: 'careers_page_visited' },
    { prefix: '/themen', type: 'topic_page_visited' },
    { prefix: '/produkte', type: 'topic_page_visited' },
    { prefix: '/topics', type: 'topic_page_visited' },
    { prefix: '/products', type: 'topic_page_visited' },
  ],
  events: [
    { name: 'Webinar Registered', type: 'webinar_registered' },
    { name: 'Trade Fair Visited', type: 'trade_fair_visited' },
    { name: 'Content Requested', type: 'content_requested' },
  ],
};
