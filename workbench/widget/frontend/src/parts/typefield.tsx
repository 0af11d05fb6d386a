// The type of a column, completed from the logical types, each with what it becomes on the chosen engine.
import { useContext } from "react";
import { StoreContext } from "../hooks";
import { Combobox, type Option } from "./combobox";

interface Told {
  type: string;
  spelled: string;
  error?: string;
}

export function TypeField({ value, label, done, className, first }: { value: string; label: string; done(text: string | null): void; className?: string; first?: string | undefined }) {
  const store = useContext(StoreContext);
  const options = async (typed: string): Promise<Option[]> => {
    const found = await store.ask<Told[]>("table.types", { engine: store.get().engine, typed });
    return found.map(({ type, spelled, error }) => ({ value: type, hint: error ?? spelled, wrong: Boolean(error) }));
  };
  return <Combobox value={value} label={label} options={options} done={done} first={first} placeholder="text" {...(className ? { className } : {})} />;
}
