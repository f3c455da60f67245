import type { NodeKindName } from '@ripen/journey';
import type { Scheme } from '../../theme/tokens';

/** What a node is for. One hue each, apart from the hues of ripeness; only the handover shares its blue with *handed off*, which it leads to. */
export const FAMILIES = ['trigger', 'wait', 'path', 'message', 'handover', 'end'] as const;
export type Family = (typeof FAMILIES)[number];

export const FAMILY_OF: Readonly<Record<NodeKindName, Family>> = {
  trigger: 'trigger',
  wait: 'wait',
  wait_until: 'wait',
  branch: 'path',
  send_email: 'message',
  hand_off: 'handover',
  exit: 'end',
};

/** `solid`: the edge of a card and its ports. `tint`: the ground behind the icon. `ink`: icon and words on the tint. */
interface FamilyTones {
  readonly solid: string;
  readonly tint: string;
  readonly ink: string;
}

export const FAMILY_TOKENS: Readonly<Record<Scheme, Readonly<Record<Family, FamilyTones>>>> = {
  light: {
    trigger: { solid: '#7c5cc4', tint: '#ede7fa', ink: '#56389f' },
    wait: { solid: '#5d7f8f', tint: '#e4edf1', ink: '#365667' },
    path: { solid: '#b8743a', tint: '#f8e9da', ink: '#7c4512' },
    message: { solid: '#b9508f', tint: '#fae4f0', ink: '#8a2c65' },
    handover: { solid: '#3f7fc4', tint: '#e1ecf8', ink: '#1f548f' },
    end: { solid: '#6f675b', tint: '#ebe7df', ink: '#494338' },
  },
  dark: {
    trigger: { solid: '#a489e6', tint: '#2b2340', ink: '#cbb8f8' },
    wait: { solid: '#7fa3b5', tint: '#1f2b32', ink: '#b0cedd' },
    path: { solid: '#d4935a', tint: '#382819', ink: '#f0be91' },
    message: { solid: '#d676b0', tint: '#3a1f31', ink: '#f2afd6' },
    handover: { solid: '#6aa5e3', tint: '#1b2b3d', ink: '#a3cbf4' },
    end: { solid: '#968d7f', tint: '#2d2924', ink: '#cdc4b5' },
  },
};

/** CSS variables of the families in one theme: `--j-wait-solid`, … */
export function familyVariables(scheme: Scheme): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [family, tones] of Object.entries(FAMILY_TOKENS[scheme])) {
    for (const [tone, value] of Object.entries(tones)) variables[`--j-${family}-${tone}`] = String(value);
  }
  return variables;
}
