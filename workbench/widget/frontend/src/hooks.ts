// What the parts of the editor share: the store, and answers of Python that are asked for again when the model changes.
import { createContext, useContext, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { Given } from "./protocol";
import { type State, Store } from "./store";

export const StoreContext = createContext<Store>(new Store(() => undefined));

export function useStore(): [Store, State] {
  const store = useContext(StoreContext);
  return [store, useSyncExternalStore(store.subscribe, store.get)];
}

export interface Answer<T> {
  value: T | undefined;
  fault: string;
}

/** Answer of Python to a question, asked again at each revision; the former one stays until the next is there. */
export function useAnswer<T>(what: string, given: Given | null): Answer<T> {
  const [store, { status }] = useStore();
  const [answer, setAnswer] = useState<Answer<T> & { about: string }>({ value: undefined, fault: "", about: "" });
  const about = given ? `${what} ${JSON.stringify(given)}` : "";
  const last = useRef(0);
  useEffect(() => {
    if (!given) return;
    const turn = ++last.current;
    const current = () => turn === last.current;
    store.know<T>(what, given).then(
      (value) => current() && setAnswer({ value, fault: "", about }),
      (error: Error) => current() && setAnswer({ value: undefined, fault: error.message, about }),
    );
    // What is asked is told by its text.
  }, [store, about, status.revision]);
  return answer.about === about ? answer : { value: undefined, fault: "" };
}

/** A text that a person has changed is shown as it will be while Python works on that; a refusal brings it back. */
export function usePending(now: string): [string, (next: string, work: Promise<unknown>) => void] {
  const [pending, setPending] = useState("");
  const put = (next: string, work: Promise<unknown>) => {
    setPending(next);
    void work.finally(() => setPending(""));
  };
  return [pending || now, put];
}
