import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';

/** Whether what is shown came in place of something else: then whoever hears the page is taken there. */
export const HasMoved = createContext(false);

/** The heading of where the guest stands now. */
export function StageTitle({ children }: { readonly children: ReactNode }): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  const hasMoved = useContext(HasMoved);
  useEffect(() => {
    if (hasMoved) heading.current?.focus();
  }, [hasMoved]);
  return (
    <h2 ref={heading} tabIndex={-1} className="stage-title">
      {children}
    </h2>
  );
}
