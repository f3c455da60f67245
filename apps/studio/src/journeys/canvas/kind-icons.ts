import {
  IconArrowsSplit2,
  IconDoorExit,
  IconHourglass,
  IconMail,
  IconPlayerPlay,
  IconEar,
  IconUserShare,
  type TablerIcon,
} from '@tabler/icons-react';
import type { NodeKindName } from '@ripen/journey';

export const KIND_ICONS: Readonly<Record<NodeKindName, TablerIcon>> = {
  trigger: IconPlayerPlay,
  wait: IconHourglass,
  wait_until: IconEar,
  branch: IconArrowsSplit2,
  send_email: IconMail,
  hand_off: IconUserShare,
  exit: IconDoorExit,
};
