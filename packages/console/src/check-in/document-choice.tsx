import { DOCUMENT_KINDS, type DocumentKind } from '@bos/stays/check-in/check-in-kinds';
import { type ReactNode, useId, useState } from 'react';
import { Icon } from '../shared/icons.tsx';
import { useTexts } from './page-language.ts';

interface DocumentChoiceProps {
  readonly disabled: boolean;
  readonly onChoose: (files: readonly File[], kind: DocumentKind) => void;
}

/** What kind of document it is, then its photograph or its files. */
export function DocumentChoice({ disabled, onChoose }: DocumentChoiceProps): ReactNode {
  const { documents: texts } = useTexts();
  const [kind, setKind] = useState<DocumentKind>('passport');
  const rules = useId();

  function take(input: HTMLInputElement): void {
    const files = Array.from(input.files ?? []);
    // Or the same file, chosen again, would be no change.
    input.value = '';
    if (files.length > 0) onChoose(files, kind);
  }

  return (
    <>
      <fieldset className="kinds">
        <legend>{texts.kind}</legend>
        {DOCUMENT_KINDS.map((one) => (
          <label key={one}>
            <input type="radio" name="kind" value={one} checked={kind === one} onChange={() => setKind(one)} />
            <span>{texts.kinds[one]}</span>
          </label>
        ))}
      </fieldset>
      <div className="choose">
        <label className="button camera">
          <Icon name="picture" />
          <span>{texts.takePhoto}</span>
          <input
            type="file"
            accept="image/*"
            capture="environment"
            disabled={disabled}
            aria-describedby={rules}
            onChange={({ currentTarget }) => take(currentTarget)}
          />
        </label>
        <label className="button">
          <span>{texts.chooseFiles}</span>
          <input
            type="file"
            accept="image/*,application/pdf"
            multiple
            disabled={disabled}
            aria-describedby={rules}
            onChange={({ currentTarget }) => take(currentTarget)}
          />
        </label>
      </div>
      <p id={rules} className="quiet">
        {texts.rules}
      </p>
    </>
  );
}
