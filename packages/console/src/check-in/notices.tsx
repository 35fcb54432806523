import type { ReactNode } from 'react';
import { useTexts } from './page-language.ts';
import type { OwnCheckIn } from './stage.ts';
import { StageTitle } from './stage-title.tsx';

/** Staff are looking at what was sent. */
export function Waiting({ own: { documents } }: { readonly own: OwnCheckIn }): ReactNode {
  const texts = useTexts();
  return (
    <section className="card">
      <StageTitle>{texts.waiting.title}</StageTitle>
      <p>{texts.waiting.lead}</p>
      <h3>{texts.waiting.handedOver}</h3>
      <ul className="handed-over">
        {documents.map(({ id, kind }) => (
          <li key={id}>{texts.documents.kinds[kind]}</li>
        ))}
      </ul>
    </section>
  );
}

/** Staff have refused what was sent, and say why. */
export function Refusal({ reason }: { readonly reason: string | undefined }): ReactNode {
  const { refused } = useTexts();
  return (
    <section className="card bad">
      <StageTitle>{refused.title}</StageTitle>
      <p>{refused.lead}</p>
      {reason !== undefined && (
        <figure className="reason">
          <figcaption>{refused.reason}</figcaption>
          <blockquote>{reason}</blockquote>
        </figure>
      )}
    </section>
  );
}

export function Over(): ReactNode {
  const { over } = useTexts();
  return (
    <section className="card">
      <StageTitle>{over.title}</StageTitle>
      <p>{over.lead}</p>
    </section>
  );
}

/** The link is wrong, was replaced, or has come to its end: which of them, nobody is told. */
export function Nowhere(): ReactNode {
  const { nowhere } = useTexts();
  return (
    <section className="card nowhere">
      <h1>{nowhere.title}</h1>
      <p>{nowhere.lead}</p>
      <p>
        <strong>{nowhere.advice}</strong>
      </p>
    </section>
  );
}
