import { type Stage, STAGES } from '@ripen/domain';
import { useTranslation } from 'react-i18next';
import { HueBadge, hueOfStage } from '../ui/stage';
import classes from './entry.module.css';

const BODY = 'M0-22C14-22 24-12 24 1 24 15 14 25 0 25S-24 15-24 1C-24-12-14-22 0-22Z';
const SHADE = 'M0-22C-14-22-24-12-24 1-24 15-14 25 0 25-9 18-13 10-13 1-13-9-9-16 0-22Z';
const LEAF = 'M0-20c0-7 4.5-11.5 12-12-.4 7-5 11.7-12 12Z';

/** Four fruits on a rising line, from green to ripe: the stages of the product in one picture. */
export function RipeningPicture() {
  const { t } = useTranslation();
  return (
    <div className={classes.picture}>
      <svg viewBox="0 0 400 190" role="presentation" aria-hidden="true" focusable="false">
        <path d="M36 168C120 160 250 130 372 58" className={classes.path} />
        {STAGES.map((stage, index) => (
          <Fruit
            key={stage}
            stage={stage}
            x={52 + index * 98}
            y={140 - index * 24 - (index === 3 ? 12 : 0)}
            scale={0.72 + index * 0.14}
          />
        ))}
      </svg>
      <div className={classes.stages}>
        {STAGES.map((stage) => (
          <HueBadge key={stage} hue={hueOfStage(stage)}>
            {t(`words.stage.${stage}`)}
          </HueBadge>
        ))}
      </div>
    </div>
  );
}

interface FruitProps {
  readonly stage: Stage;
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

function Fruit({ stage, x, y, scale }: FruitProps) {
  return (
    <g transform={`translate(${x} ${y}) scale(${scale})`} data-hue={hueOfStage(stage)}>
      <path d={BODY} fill="var(--hue-solid)" />
      <path d={SHADE} fill="#000" opacity="0.1" />
      <path d={LEAF} fill="var(--r-nurture-solid)" />
    </g>
  );
}
