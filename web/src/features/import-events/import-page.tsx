// What draws a list's arrow.
import '@mantine/core/styles/Combobox.layer.css';
import { useApolloClient } from '@apollo/client/react';
import { Button, NativeSelect } from '@mantine/core';
import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { ownZone } from '../../components/date-format.ts';
import { FaultNotice, Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { timezones } from '../../components/timezones.ts';
import { SignedIn } from '../sign-in/signed-in.tsx';
import styles from './import-page.module.css';
import { countWork, previewRows } from './preview-rows.ts';
import { PreviewTable } from './preview-table.tsx';
import { importTexts } from './texts.ts';
import { useImport } from './use-import.ts';

/** Brings events in from a file: first what would happen, row by row, then, if wanted, what did. */
export function ImportPage() {
  return (
    <SignedIn>
      <Page title={importTexts.title} width="reading">
        <h1 className={styles.title}>{importTexts.title}</h1>
        <p className={styles.intro}>
          {importTexts.intro} {importTexts.rule}
        </p>
        <Import />
      </Page>
    </SignedIn>
  );
}

function Import() {
  const [timezone, setTimezone] = useState(ownZone());
  const { state, read, bringIn } = useImport(useApolloClient());
  const chooser = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const busy = state.kind === 'reading' || state.kind === 'sending';

  return (
    <div className={styles.parts}>
      <NativeSelect
        label={importTexts.timezone}
        value={timezone}
        disabled={busy}
        onChange={(change) => {
          const zone = change.currentTarget.value;
          setTimezone(zone);
          // What is shown was read by the other zone's clocks.
          if (file && state.kind === 'preview') void read(file, zone);
        }}
      >
        {timezones(timezone).map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </NativeSelect>
      <div>
        <Button
          onClick={() => chooser.current?.click()}
          aria-disabled={busy}
          variant={state.kind === 'preview' ? 'default' : 'filled'}
        >
          {state.kind === 'idle' ? importTexts.choose : importTexts.another}
        </Button>
        <input
          ref={chooser}
          type="file"
          accept=".ics,.ical,.csv,.tsv,text/calendar,text/csv"
          aria-label={importTexts.choose}
          hidden
          onChange={({ currentTarget }) => {
            const chosen = currentTarget.files?.[0];
            // The same file may be chosen again, once it is mended.
            currentTarget.value = '';
            if (!chosen || busy) return;
            setFile(chosen);
            void read(chosen, timezone);
          }}
        />
        <p className={styles.rule}>{importTexts.columns}</p>
      </div>
      <p role="status" className={styles.progress}>
        {state.kind === 'reading' && importTexts.reading}
        {state.kind === 'sending' && progressOf(state)}
      </p>
      {state.kind === 'problem' && (
        <div role="alert">
          <Notice tone="bad">{state.message}</Notice>
        </div>
      )}
      {state.kind === 'failed' && <FaultNotice error={state.error} />}
      {(state.kind === 'preview' || state.kind === 'done') && <Outcome state={state} bringIn={bringIn} />}
    </div>
  );
}

type State = ReturnType<typeof useImport>['state'];

function progressOf({ dryRun, done, all, waiting }: Extract<State, { kind: 'sending' }>): string {
  const far = dryRun ? importTexts.checking(done, all) : importTexts.bringing(done, all);
  return waiting ? `${far} ${importTexts.patience}` : far;
}

function Outcome({
  state,
  bringIn,
}: {
  state: Extract<State, { kind: 'preview' | 'done' }>;
  bringIn: () => Promise<void>;
}) {
  const rows = previewRows(state.content, state.results);
  const work = countWork(rows);
  const isPreview = state.kind === 'preview';
  return (
    <section>
      <h2 className={styles.heading}>{isPreview ? importTexts.preview(state.name) : importTexts.done(state.name)}</h2>
      {state.notes.map((note) => (
        <Notice key={note} tone="wait">
          {note}
        </Notice>
      ))}
      <PreviewTable rows={rows} />
      <div className={styles.actions}>
        {isPreview && work > 0 && <Button onClick={() => void bringIn()}>{importTexts.bringIn(work)}</Button>}
        {isPreview && work === 0 && <p className={styles.rule}>{importTexts.nothingToDo}</p>}
        {!isPreview && (
          <Button component={Link} to="/organize">
            {importTexts.toEvents}
          </Button>
        )}
      </div>
    </section>
  );
}
