import { ActionIcon, Button, Menu, Select, Switch } from '@mantine/core';
import type { Condition } from '@ripen/rules';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import {
  addPart,
  type Group,
  isGroup,
  type Leaf,
  NEW_FIELD_RULE,
  NEW_GROUP,
  NEW_TOUCHPOINT_RULE,
  type Peeled,
  peel,
  removePart,
  replacePart,
  wrap,
} from './condition-edits';
import { FieldRow } from './FieldRow';
import classes from './rule.module.css';
import { RuleErrors } from './RuleErrors';
import { TouchpointRow } from './TouchpointRow';

interface GroupProps {
  readonly negated: boolean;
  readonly group: Group;
  /** Where the group is stored; null when its one condition is stored without it. */
  readonly path: string | null;
  readonly isRoot?: boolean;
  readonly onChange: (next: Peeled & { core: Group }) => void;
}

const join = (path: string | null, ...rest: (string | number)[]): string =>
  [path, ...rest].filter((part) => part !== null && part !== '').join('.');

/** Conditions that belong together: all of them, or one of them, or not. */
export function GroupEditor({ negated, group, path, isRoot = false, onChange }: GroupProps) {
  const { t } = useTranslation();
  const put = (core: Group): void => onChange({ negated, core });
  return (
    <div className={classes.group} data-root={isRoot || undefined}>
      {(group.of.length > 1 || negated || !isRoot) && (
        <div className={classes.groupHead}>
          <Select
            size="xs"
            className={classes.combine}
            aria-label={t('journeys.rule.combine')}
            allowDeselect={false}
            value={`${negated ? 'not_' : ''}${group.rule}`}
            onChange={(value) =>
              value &&
              onChange({
                negated: value.startsWith('not_'),
                core: { ...group, rule: value.endsWith('all') ? 'all' : 'any' },
              })
            }
            data={(['all', 'any', 'not_any', 'not_all'] as const).map((value) => ({
              value,
              label: t(`journeys.rule.combineBy.${value}`),
            }))}
          />
        </div>
      )}
      {group.of.map((part, index) => (
        <Part
          key={index}
          part={part}
          path={path === null ? '' : join(path, 'of', index)}
          onChange={(next) => put(replacePart(group, index, next))}
          onRemove={() => put(removePart(group, index))}
        />
      ))}
      {path !== null && path !== '' && <RuleErrors path={path} />}
      <AddMenu onAdd={(part) => put(addPart(group, part))} />
    </div>
  );
}

interface PartProps {
  readonly part: Condition;
  readonly path: string;
  readonly onChange: (part: Condition) => void;
  readonly onRemove: () => void;
}

function Part({ part, path, onChange, onRemove }: PartProps) {
  const { t } = useTranslation();
  const { negated, core } = peel(part);
  const corePath = part.rule === 'not' ? join(path, ...nots(part)) : path;
  return (
    <div className={classes.part}>
      <div className={classes.partBody}>
        {isGroup(core) ? (
          <GroupEditor negated={negated} group={core} path={corePath} onChange={(next) => onChange(wrap(next))} />
        ) : (
          <LeafEditor leaf={core} negated={negated} path={corePath} onChange={(next) => onChange(wrap(next))} />
        )}
      </div>
      <ActionIcon size="sm" aria-label={t('journeys.rule.remove')} title={t('journeys.rule.remove')} onClick={onRemove}>
        <IconX size={14} aria-hidden />
      </ActionIcon>
    </div>
  );
}

/** One "of" for each negation that stands before the condition itself. */
function nots(condition: Condition): readonly string[] {
  return condition.rule === 'not' ? ['of', ...nots(condition.of)] : [];
}

interface LeafProps {
  readonly leaf: Leaf;
  readonly negated: boolean;
  readonly path: string;
  readonly onChange: (next: Peeled) => void;
}

function LeafEditor({ leaf, negated, path, onChange }: LeafProps) {
  const { t } = useTranslation();
  return (
    <>
      {leaf.rule === 'field' ? (
        <FieldRow rule={leaf} path={path} onChange={(core) => onChange({ negated, core })} />
      ) : (
        <TouchpointRow rule={leaf} path={path} onChange={(core) => onChange({ negated, core })} />
      )}
      {negated && (
        <Switch
          size="xs"
          checked
          label={t('journeys.rule.negated')}
          onChange={() => onChange({ negated: false, core: leaf })}
        />
      )}
    </>
  );
}

function AddMenu({ onAdd }: { onAdd: (part: Condition) => void }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconPlus size={14} aria-hidden />}
          className={classes.add}
        >
          {t('journeys.rule.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onAdd(NEW_FIELD_RULE)}>{t('journeys.rule.addField')}</Menu.Item>
        <Menu.Item onClick={() => onAdd(NEW_TOUCHPOINT_RULE)}>{t('journeys.rule.addTouchpoint')}</Menu.Item>
        <Menu.Item onClick={() => onAdd(NEW_GROUP)}>{t('journeys.rule.addGroup')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
