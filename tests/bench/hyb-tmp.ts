import { openEvaluation } from "@/tests/bench/recall/evaluation"; import { createRetriever } from "@/tests/bench/recall/retriever";
const e=await openEvaluation("/work/shared/eval"); for(const s of e.sets) for(const vectors of [true,false]){const r=await e.scoresOf(s,(c)=>createRetriever(c,{vectors})); console.log(s.name,vectors,["R@10","B@2000","B@4000"].map(k=>(100*(r[k]??0)).toFixed(2)).join(" "));}
process.exit(0);
