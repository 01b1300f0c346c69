import { useWatch } from 'react-hook-form';
import { Link } from 'react-router';
import { CheckIcon } from '../../components/icons.tsx';
import { checkValues } from './check-values.ts';
import { type ChecklistItem, checklist } from './checklist.ts';
import styles from './event-form.module.css';
import type { EventValues } from './event-values.ts';
import { editTexts } from './texts.ts';
import type { EventForm } from './use-event-form.ts';

/** What there is and what is missing before the event can be published; each leads to its field. */
export function EventChecklist({ form, emailVerified }: { form: EventForm; emailVerified: boolean }) {
  const values = useWatch({ control: form.control }) as EventValues;
  const items = checklist(values, checkValues(values, Date.now()), emailVerified);
  return (
    <ul className={styles.checklist} aria-label={editTexts.checklist}>
      {items.map((item) => (
        <Item key={item.name} item={item} form={form} />
      ))}
    </ul>
  );
}

function Item({ item: { name, state, field }, form }: { item: ChecklistItem; form: EventForm }) {
  const text = editTexts.checklistItems[name];
  return (
    <li>
      <span className={styles.mark} data-state={state} aria-hidden="true">
        {state === 'done' && <CheckIcon />}
      </span>
      {field ? (
        <button type="button" onClick={() => form.setFocus(field)}>
          {text}
        </button>
      ) : state === 'done' ? (
        <span>{text}</span>
      ) : (
        <Link to="/me/account">{editTexts.verifyAddress}</Link>
      )}
      <span className={styles.state} data-state={state}>
        {editTexts.itemStates[state]}
      </span>
    </li>
  );
}
