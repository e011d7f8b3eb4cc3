import { Skeleton } from "@/components/ui/skeleton";

type PanelWaitProps = {
  /** What is being done, for those who do not see the shapes. */
  label: string;
  /** Of the lines that are coming. */
  widths: readonly string[];
  /** Why nothing is coming. */
  failure?: string | null;
};

/** In place of a panel's content until it is there, or where it could not be read. */
export function PanelWait({ label, widths, failure = null }: PanelWaitProps) {
  if (failure !== null) {
    return (
      <p role="alert" className="text-sm text-danger">
        {failure}
      </p>
    );
  }
  return (
    <div role="status" aria-label={label}>
      {widths.map((width, index) => (
        <Skeleton key={index} width={width} />
      ))}
    </div>
  );
}
