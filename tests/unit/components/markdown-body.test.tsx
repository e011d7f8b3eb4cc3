import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import MarkdownBody from "@/components/chat/markdown/markdown-body";

const links = (container: HTMLElement) => Array.from(container.querySelectorAll("a"));

describe("links and images in a reply", () => {
  it("shows the host of a link and keeps the page to itself", () => {
    render(<MarkdownBody streaming={false} text="See [the manual](https://docs.example/a?b=1)." />);
    const link = screen.getByRole("link");
    expect(link.textContent).toBe("the manual(docs.example)");
    expect(link.getAttribute("href")).toBe("https://docs.example/a?b=1");
    expect(link.getAttribute("rel")).toContain("noopener noreferrer");
  });

  it("does not repeat a host that the words already name, and does when they lie", () => {
    render(
      <MarkdownBody
        streaming={false}
        text={"<https://a.example/> [https://bank.example](https://evil.example/x)"}
      />,
    );
    const [plain, lying] = screen.getAllByRole("link");
    expect(plain?.textContent).toBe("https://a.example/");
    expect(lying?.textContent).toBe("https://bank.example(evil.example)");
  });

  it("never makes a link of anything but http, https and mailto", () => {
    const addresses = [
      "javascript:alert(1)",
      "data:text/html,x",
      "vbscript:x",
      "file:///etc/passwd",
      "/local",
      "//evil.example",
    ];
    const text = addresses.map((address) => `[press](${address})`).join(" ");
    const { container } = render(
      <MarkdownBody streaming={false} text={`${text} [mail](mailto:a@b.example)`} />,
    );
    expect(links(container).map((link) => link.getAttribute("href"))).toEqual(["mailto:a@b.example"]);
  });

  it("stays harmless at every byte of a javascript link that streams in", () => {
    const whole =
      '[press me](javascript:alert(document.domain)) and <a href="JaVaScRiPt:alert(1)">this</a> <img src=x onerror=alert(1)>';
    const { container, rerender } = render(<MarkdownBody streaming text="" />);
    for (let end = 1; end <= whole.length; end += 1) {
      rerender(<MarkdownBody streaming text={whole.slice(0, end)} />);
      for (const link of links(container)) expect(link.protocol).toMatch(/^(https?|mailto):$/);
      expect(container.querySelector("img, script, iframe, [onerror]")).toBeNull();
    }
  });

  it("shows an image as a link to it, so that nothing is fetched", () => {
    const text = '![a cat](https://img.example/cat.png) <img src="https://img.example/dog.png" alt="a dog">';
    const { container } = render(<MarkdownBody streaming={false} text={text} />);
    expect(container.querySelector("img")).toBeNull();
    expect(links(container).map((link) => link.textContent)).toEqual([
      "Image: a cat(img.example)",
      "Image: a dog(img.example)",
    ]);
  });

  it("drops ids and handlers that raw HTML brings along", () => {
    const { container } = render(
      <MarkdownBody
        streaming={false}
        text={
          '<p id="root" onclick="x()">hello</p>\n\n<form action="https://evil.example"><button>go</button></form>'
        }
      />,
    );
    expect(container.querySelector("#root, form, button, [onclick]")).toBeNull();
    expect(container.textContent).toContain("hello");
  });
});

describe("what has not got its words yet", () => {
  it("draws a heading with its first word, and no empty heading or table header before", () => {
    const { container, rerender } = render(<MarkdownBody streaming text="" />);
    const whole = "Before\n\n## After\n\n|  | b |\n| --- | --- |\n| 1 | 2 |";
    for (let end = 1; end <= whole.length; end += 1) {
      rerender(<MarkdownBody streaming text={whole.slice(0, end)} />);
      for (const named of container.querySelectorAll("h3, th")) expect(named.textContent).not.toBe("");
    }
    expect(screen.getByRole("heading").textContent).toBe("After");
    expect(screen.getAllByRole("columnheader")).toHaveLength(1);
  });
});

describe("code in a reply", () => {
  it("names its language and can be copied before it is coloured", () => {
    render(<MarkdownBody streaming={false} text={"```sql\nselect 1;\n```"} />);
    expect(screen.getByRole("region", { name: "Code: sql" }).textContent).toBe("select 1;");
    expect(screen.getByRole("button", { name: "Copy code" })).toBeTruthy();
  });
});
