import { type CreatorPageQuery, pageHref } from "@/lib/contracts/query.url";
import type { TopPerformers } from "@/lib/contracts/top-performers.url";
import { Notice } from "../layout/notice";
import { OutboundLink } from "./outbound-link";
import { topShareOf } from "./top-findings";
import { type TopPanel, topPanelOf } from "./top-panel";
import { TopProducts } from "./top-products";
import { TopRanking } from "./top-ranking";
import { concentrationWords, postName } from "./top-words";

interface TopListsProps {
  readonly slug: string;
  readonly query: CreatorPageQuery;
  /** `null`: there is no answer at all, and `problem` says why. */
  readonly lists: TopPerformers | null;
  readonly problem: string | null;
  /** The server's clock, epoch milliseconds. */
  readonly nowMs: number;
}

/** The products, brands and posts that did best in the period. */
export function TopLists({ lists, problem, ...page }: TopListsProps) {
  if (lists === null) {
    return (
      <section id="top-products" aria-labelledby="top-products-heading">
        <h2
          id="top-products-heading"
          className="font-serif text-21 leading-[1.2] font-medium tracking-[-0.012em]"
        >
          Top products, brands and posts
        </h2>
        <Notice
          title="The top lists are not available."
          tone="problem"
          retryHref={pageHref(`/creator/${page.slug}`, page.query)}
        >
          {problem}
        </Notice>
      </section>
    );
  }
  const { products, brands, posts } = lists.data;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-12 md:gap-16">
      <TopProducts panel={topPanelOf("products", lists, page)} products={products} />
      <div className="top-pair">
        <Brands panel={topPanelOf("brands", lists, page)} brands={brands} />
        <Posts panel={topPanelOf("posts", lists, page)} posts={posts} />
      </div>
    </div>
  );
}

interface BrandsProps {
  readonly panel: TopPanel;
  readonly brands: TopPerformers["data"]["brands"];
}

const TOP_BRANDS = 5;

function Brands({ panel, brands }: BrandsProps) {
  const share = brands === null ? null : topShareOf(brands, panel.concentration, TOP_BRANDS);
  return (
    <TopRanking
      title="Top brands"
      nameHeading="Brand"
      panel={panel}
      list={brands}
      name={({ brand }) => <span className="top-title">{brand ?? "Brand not known"}</span>}
      findings={
        share === null ? null : (
          <p className="text-14 text-pretty text-ink-2">
            {concentrationWords("Five brands", share.topShare)}
            {share.isDominated ? " One of them brings more than half: a risk." : null}
          </p>
        )
      }
    />
  );
}

interface PostsProps {
  readonly panel: TopPanel;
  readonly posts: TopPerformers["data"]["posts"];
}

function Posts({ panel, posts }: PostsProps) {
  return (
    <TopRanking
      title="Top posts"
      nameHeading="Post"
      panel={panel}
      list={posts}
      name={({ shareUrl, publishedAt }) => (
        <OutboundLink
          url={shareUrl}
          title="Opens LTK in a new tab"
          words={postName(publishedAt, panel.meta.range)}
        />
      )}
    />
  );
}
