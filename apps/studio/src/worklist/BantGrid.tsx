import type { BantShape } from '@ripen/contracts';
import { BANT_CRITERIA } from '@ripen/domain';
import { BANT_QUESTIONS } from '@ripen/handoff';
import { IconCircleCheck, IconCircleDashed, IconCircleX, type IconProps } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/use-format';
import classes from './worklist.module.css';

const MARKS: Readonly<Record<BantShape['budget']['state'], { icon: ComponentType<IconProps>; hue: string }>> = {
  unknown: { icon: IconCircleDashed, hue: 'park' },
  met: { icon: IconCircleCheck, hue: 'nurture' },
  not_met: { icon: IconCircleX, hue: 'lost' },
};

/** Budget, authority, need, time: the answer where there is one, else the question that is still open. */
export function BantGrid({ bant }: { readonly bant: BantShape }) {
  const { t } = useTranslation();
  const { text } = useFormat();
  return (
    <dl className={classes.bant}>
      {BANT_CRITERIA.map((criterion) => {
        const { state, note } = bant[criterion];
        const { icon: Icon, hue } = MARKS[state];
        const { label, question } = BANT_QUESTIONS[criterion];
        return (
          <div key={criterion} className={classes.bantCell} data-hue={hue}>
            <dt>
              <Icon size={16} stroke={1.75} aria-hidden />
              {text(label)}
              <span className={classes.bantState}>{t(`words.bantState.${state}`)}</span>
            </dt>
            <dd className={note === '' ? classes.quiet : undefined}>
              {note === '' && state === 'unknown' ? text(question) : note}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
