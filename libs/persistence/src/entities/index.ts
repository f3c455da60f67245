import { ApiKey } from './api-key.entity';
import { AppUser } from './app-user.entity';
import { InboxMail } from './inbox-mail.entity';
import { OfferRow } from './offer.entity';
import { SlaPolicyRow } from './sla-policy.entity';
import { TeamMemberRow, TeamRow } from './team.entity';

/** What people edit by forms. Facts about leads are no entities: `applyFacts` alone writes them. */
export const ENTITIES: (new () => object)[] = [
  ApiKey,
  AppUser,
  InboxMail,
  OfferRow,
  SlaPolicyRow,
  TeamMemberRow,
  TeamRow,
];

export { ApiKey, AppUser, InboxMail, OfferRow, SlaPolicyRow, TeamMemberRow, TeamRow };
