import { type TimeLeft, timeLeft } from './countdown.ts';
import styles from './countdown-clock.module.css';
import { joinTexts } from './texts.ts';

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** A countdown in figures. It changes each second, so nobody is read it: what matters of it is announced elsewhere. */
export function CountdownClock({ until, now }: { until: string; now: number }) {
  const left = timeLeft(Date.parse(until), now);
  const units: (keyof TimeLeft)[] =
    left.days > 0 ? ['days', 'hours', 'minutes', 'seconds'] : ['hours', 'minutes', 'seconds'];
  return (
    <div className={styles.clock} role="timer" aria-label={joinTexts.countdown}>
      {units.map((unit) => (
        <span key={unit} className={styles.unit}>
          <strong>{unit === 'days' ? left.days : twoDigits(left[unit])}</strong>
          <span>{joinTexts.units[unit](left[unit])}</span>
        </span>
      ))}
    </div>
  );
}
