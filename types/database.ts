// Generated from supabase/migrations by `node scripts/generate-types.mjs`. Do not edit.
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      agents: {
        Row: {
          created_at: string;
          defaults: Json;
          id: string;
          max_output_tokens: number | null;
          memory: boolean;
          model: string | null;
          name: string;
          owner: string;
          provider: string | null;
          recall_past: boolean;
          revision: number;
          system_prompt: string;
          temperature: number | null;
          updated_at: string;
        };
        Insert: {
          created_at?: string;
          defaults?: Json;
          id?: string;
          max_output_tokens?: number | null;
          memory?: boolean;
          model?: string | null;
          name: string;
          owner: string;
          provider?: string | null;
          recall_past?: boolean;
          revision?: number;
          system_prompt?: string;
          temperature?: number | null;
          updated_at?: string;
        };
        Update: {
          created_at?: string;
          defaults?: Json;
          id?: string;
          max_output_tokens?: number | null;
          memory?: boolean;
          model?: string | null;
          name?: string;
          owner?: string;
          provider?: string | null;
          recall_past?: boolean;
          revision?: number;
          system_prompt?: string;
          temperature?: number | null;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "agents_owner_fkey";
            columns: ["owner"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      conversations: {
        Row: {
          agent: string;
          created_at: string;
          extracted_to: number;
          forgotten: number;
          id: string;
          max_tokens: number;
          memory_strategy: string;
          message_count: number;
          metadata: Json;
          model: string | null;
          next_seq: number;
          owner: string;
          recall_past: boolean;
          recent_replies: number[];
          reply_reserve: number | null;
          rested: boolean;
          revision: number;
          running: boolean;
          saved_tokens: number;
          summary: string | null;
          summary_threshold: number;
          summary_to: number;
          summary_version: number | null;
          temporary: boolean;
          title: string;
          title_source: string;
          total_tokens: number;
          updated_at: string;
          window_from: number;
          window_size: number | null;
        };
        Insert: {
          agent: string;
          created_at?: string;
          extracted_to?: number;
          forgotten?: number;
          id?: string;
          max_tokens: number;
          memory_strategy: string;
          message_count?: number;
          metadata?: Json;
          model?: string | null;
          next_seq?: number;
          owner?: string;
          recall_past?: boolean;
          recent_replies?: number[];
          reply_reserve?: number | null;
          rested?: boolean;
          revision?: number;
          running?: boolean;
          saved_tokens?: number;
          summary?: string | null;
          summary_threshold: number;
          summary_to?: number;
          summary_version?: number | null;
          temporary?: boolean;
          title?: string;
          title_source?: string;
          total_tokens?: number;
          updated_at?: string;
          window_from?: number;
          window_size?: number | null;
        };
        Update: {
          agent?: string;
          created_at?: string;
          extracted_to?: number;
          forgotten?: number;
          id?: string;
          max_tokens?: number;
          memory_strategy?: string;
          message_count?: number;
          metadata?: Json;
          model?: string | null;
          next_seq?: number;
          owner?: string;
          recall_past?: boolean;
          recent_replies?: number[];
          reply_reserve?: number | null;
          rested?: boolean;
          revision?: number;
          running?: boolean;
          saved_tokens?: number;
          summary?: string | null;
          summary_threshold?: number;
          summary_to?: number;
          summary_version?: number | null;
          temporary?: boolean;
          title?: string;
          title_source?: string;
          total_tokens?: number;
          updated_at?: string;
          window_from?: number;
          window_size?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: "conversations_agent_fkey";
            columns: ["agent", "owner"];
            isOneToOne: false;
            referencedRelation: "agents";
            referencedColumns: ["id", "owner"];
          },
          {
            foreignKeyName: "conversations_owner_fkey";
            columns: ["owner"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "conversations_summary_fkey";
            columns: ["summary"];
            isOneToOne: false;
            referencedRelation: "summaries";
            referencedColumns: ["id"];
          },
        ];
      };
      deletions: {
        Row: {
          counts: Json;
          deleted_at: string;
          id: string;
          kept: number;
          owner: string;
          what: string;
        };
        Insert: {
          counts: Json;
          deleted_at?: string;
          id?: string;
          kept?: number;
          owner: string;
          what: string;
        };
        Update: {
          counts?: Json;
          deleted_at?: string;
          id?: string;
          kept?: number;
          owner?: string;
          what?: string;
        };
        Relationships: [
          {
            foreignKeyName: "deletions_owner_fkey";
            columns: ["owner"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      limits: {
        Row: {
          key: string;
          tokens: number;
          turns: number;
          window_start: string;
        };
        Insert: {
          key: string;
          tokens?: number;
          turns?: number;
          window_start: string;
        };
        Update: {
          key?: string;
          tokens?: number;
          turns?: number;
          window_start?: string;
        };
        Relationships: [
        ];
      };
      maintenance_runs: {
        Row: {
          applied_at: string;
          id: string;
          memories: string[];
          owner: string;
          plan: Json;
          undone_at: string | null;
        };
        Insert: {
          applied_at?: string;
          id?: string;
          memories: string[];
          owner: string;
          plan: Json;
          undone_at?: string | null;
        };
        Update: {
          applied_at?: string;
          id?: string;
          memories?: string[];
          owner?: string;
          plan?: Json;
          undone_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "maintenance_runs_owner_fkey";
            columns: ["owner"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      memories: {
        Row: {
          agent: string | null;
          content: string;
          conversation: string | null;
          created_at: string;
          derived_from: string[];
          id: string;
          importance: number;
          kind: string;
          last_used_at: string | null;
          merged_into: string | null;
          metadata: Json;
          owner: string;
          reasons: Json;
          reindex: boolean;
          retired_by: string | null;
          revision: number;
          standing: boolean;
          superseded_by: string | null;
          token_count: number;
          token_family: string;
          tokens_spent: number;
          topic: string | null;
          trust: string;
          type: string;
          updated_at: string;
          uses: number;
          valid_from: string;
          valid_to: string | null;
        };
        Insert: {
          agent?: string | null;
          content: string;
          conversation?: string | null;
          created_at?: string;
          derived_from?: string[];
          id?: string;
          importance: number;
          kind: string;
          last_used_at?: string | null;
          merged_into?: string | null;
          metadata?: Json;
          owner: string;
          reasons?: Json;
          reindex?: boolean;
          retired_by?: string | null;
          revision?: number;
          standing?: boolean;
          superseded_by?: string | null;
          token_count?: number;
          token_family: string;
          tokens_spent?: number;
          topic?: string | null;
          trust: string;
          type: string;
          updated_at?: string;
          uses?: number;
          valid_from?: string;
          valid_to?: string | null;
        };
        Update: {
          agent?: string | null;
          content?: string;
          conversation?: string | null;
          created_at?: string;
          derived_from?: string[];
          id?: string;
          importance?: number;
          kind?: string;
          last_used_at?: string | null;
          merged_into?: string | null;
          metadata?: Json;
          owner?: string;
          reasons?: Json;
          reindex?: boolean;
          retired_by?: string | null;
          revision?: number;
          standing?: boolean;
          superseded_by?: string | null;
          token_count?: number;
          token_family?: string;
          tokens_spent?: number;
          topic?: string | null;
          trust?: string;
          type?: string;
          updated_at?: string;
          uses?: number;
          valid_from?: string;
          valid_to?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "memories_agent_fkey";
            columns: ["agent", "owner"];
            isOneToOne: false;
            referencedRelation: "agents";
            referencedColumns: ["id", "owner"];
          },
          {
            foreignKeyName: "memories_conversation_fkey";
            columns: ["conversation"];
            isOneToOne: false;
            referencedRelation: "conversations";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "memories_merged_into_fkey";
            columns: ["merged_into"];
            isOneToOne: false;
            referencedRelation: "memories";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "memories_owner_fkey";
            columns: ["owner"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "memories_retired_by_fkey";
            columns: ["retired_by"];
            isOneToOne: false;
            referencedRelation: "maintenance_runs";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "memories_superseded_by_fkey";
            columns: ["superseded_by"];
            isOneToOne: false;
            referencedRelation: "memories";
            referencedColumns: ["id"];
          },
        ];
      };
      memory_sources: {
        Row: {
          content: string;
          conversation: string;
          memory: string;
          message: string;
          owner: string;
          said_at: string;
          seq: number;
          whole: boolean;
        };
        Insert: {
          content: string;
          conversation: string;
          memory: string;
          message: string;
          owner: string;
          said_at: string;
          seq: number;
          whole?: boolean;
        };
        Update: {
          content?: string;
          conversation?: string;
          memory?: string;
          message?: string;
          owner?: string;
          said_at?: string;
          seq?: number;
          whole?: boolean;
        };
        Relationships: [
          {
            foreignKeyName: "memory_sources_conversation_fkey";
            columns: ["conversation"];
            isOneToOne: false;
            referencedRelation: "conversations";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "memory_sources_memory_fkey";
            columns: ["memory"];
            isOneToOne: false;
            referencedRelation: "memories";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "memory_sources_message_fkey";
            columns: ["message"];
            isOneToOne: false;
            referencedRelation: "messages";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "memory_sources_owner_fkey";
            columns: ["owner"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      messages: {
        Row: {
          author: string | null;
          client_message_id: string | null;
          compressed: boolean;
          content: string;
          conversation: string;
          created_at: string;
          forgotten: boolean;
          gist: string | null;
          gist_tokens: number | null;
          id: string;
          index_version: number;
          kind: string;
          metadata: Json;
          model: string | null;
          muted: boolean;
          owner: string;
          pinned: boolean;
          revision: number;
          role: string;
          seq: number;
          status: string;
          superseded_by: string | null;
          token_count: number;
          token_family: string;
          tool_calls: Json | null;
          turn: string | null;
        };
        Insert: {
          author?: string | null;
          client_message_id?: string | null;
          compressed?: boolean;
          content: string;
          conversation: string;
          created_at?: string;
          forgotten?: boolean;
          gist?: string | null;
          gist_tokens?: number | null;
          id?: string;
          index_version?: number;
          kind?: string;
          metadata?: Json;
          model?: string | null;
          muted?: boolean;
          owner: string;
          pinned?: boolean;
          revision?: number;
          role: string;
          seq: number;
          status: string;
          superseded_by?: string | null;
          token_count?: number;
          token_family: string;
          tool_calls?: Json | null;
          turn?: string | null;
        };
        Update: {
          author?: string | null;
          client_message_id?: string | null;
          compressed?: boolean;
          content?: string;
          conversation?: string;
          created_at?: string;
          forgotten?: boolean;
          gist?: string | null;
          gist_tokens?: number | null;
          id?: string;
          index_version?: number;
          kind?: string;
          metadata?: Json;
          model?: string | null;
          muted?: boolean;
          owner?: string;
          pinned?: boolean;
          revision?: number;
          role?: string;
          seq?: number;
          status?: string;
          superseded_by?: string | null;
          token_count?: number;
          token_family?: string;
          tool_calls?: Json | null;
          turn?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "messages_conversation_fkey";
            columns: ["conversation"];
            isOneToOne: false;
            referencedRelation: "conversations";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "messages_owner_fkey";
            columns: ["owner"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "messages_superseded_by_fkey";
            columns: ["superseded_by"];
            isOneToOne: false;
            referencedRelation: "messages";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "messages_turn_fkey";
            columns: ["turn"];
            isOneToOne: false;
            referencedRelation: "turns";
            referencedColumns: ["id"];
          },
        ];
      };
      model_calibration: {
        Row: {
          calls: number;
          error: number;
          model: string;
          provider: string;
          sum_x: number;
          sum_xx: number;
          sum_xy: number;
          sum_y: number;
          token_family: string;
          updated_at: string;
        };
        Insert: {
          calls?: number;
          error?: number;
          model: string;
          provider: string;
          sum_x?: number;
          sum_xx?: number;
          sum_xy?: number;
          sum_y?: number;
          token_family: string;
          updated_at?: string;
        };
        Update: {
          calls?: number;
          error?: number;
          model?: string;
          provider?: string;
          sum_x?: number;
          sum_xx?: number;
          sum_xy?: number;
          sum_y?: number;
          token_family?: string;
          updated_at?: string;
        };
        Relationships: [
        ];
      };
      prices: {
        Row: {
          as_of: string;
          cached_input: number;
          input: number;
          model: string;
          output: number;
          provider: string;
        };
        Insert: {
          as_of: string;
          cached_input: number;
          input: number;
          model: string;
          output: number;
          provider: string;
        };
        Update: {
          as_of?: string;
          cached_input?: number;
          input?: number;
          model?: string;
          output?: number;
          provider?: string;
        };
        Relationships: [
        ];
      };
      profiles: {
        Row: {
          conversation_count: number;
          created_at: string;
          default_agent: string | null;
          defaults: Json;
          email: string | null;
          id: string;
          is_guest: boolean;
          locale: string | null;
          revision: number;
          theme: string;
          updated_at: string;
        };
        Insert: {
          conversation_count?: number;
          created_at?: string;
          default_agent?: string | null;
          defaults?: Json;
          email?: string | null;
          id: string;
          is_guest?: boolean;
          locale?: string | null;
          revision?: number;
          theme?: string;
          updated_at?: string;
        };
        Update: {
          conversation_count?: number;
          created_at?: string;
          default_agent?: string | null;
          defaults?: Json;
          email?: string | null;
          id?: string;
          is_guest?: boolean;
          locale?: string | null;
          revision?: number;
          theme?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: "profiles_default_agent_fkey";
            columns: ["default_agent", "id"];
            isOneToOne: false;
            referencedRelation: "agents";
            referencedColumns: ["id", "owner"];
          },
        ];
      };
      rate_holds: {
        Row: {
          ends_at: string;
          granted: number;
          id: string;
          model: string;
          provider: string;
        };
        Insert: {
          ends_at: string;
          granted: number;
          id?: string;
          model: string;
          provider: string;
        };
        Update: {
          ends_at?: string;
          granted?: number;
          id?: string;
          model?: string;
          provider?: string;
        };
        Relationships: [
        ];
      };
      recall_marks: {
        Row: {
          conversation: string;
          created_at: string;
          id: string;
          mark: string;
          memory: string | null;
          message: string | null;
          owner: string;
        };
        Insert: {
          conversation: string;
          created_at?: string;
          id?: string;
          mark: string;
          memory?: string | null;
          message?: string | null;
          owner: string;
        };
        Update: {
          conversation?: string;
          created_at?: string;
          id?: string;
          mark?: string;
          memory?: string | null;
          message?: string | null;
          owner?: string;
        };
        Relationships: [
          {
            foreignKeyName: "recall_marks_conversation_fkey";
            columns: ["conversation"];
            isOneToOne: false;
            referencedRelation: "conversations";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "recall_marks_memory_fkey";
            columns: ["memory"];
            isOneToOne: false;
            referencedRelation: "memories";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "recall_marks_message_fkey";
            columns: ["message"];
            isOneToOne: false;
            referencedRelation: "messages";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "recall_marks_owner_fkey";
            columns: ["owner"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      search_docs: {
        Row: {
          asks: boolean;
          conversation: string | null;
          counts: number[];
          created_at: string;
          doc: number;
          kind: number;
          len: number;
          memory: string | null;
          message: string | null;
          owner: string;
          role: string | null;
          seq: number | null;
          summary: string | null;
          terms: string[];
          timed: boolean;
          version: number;
        };
        Insert: {
          asks?: boolean;
          conversation?: string | null;
          counts: number[];
          created_at: string;
          doc: number;
          kind: number;
          len: number;
          memory?: string | null;
          message?: string | null;
          owner: string;
          role?: string | null;
          seq?: number | null;
          summary?: string | null;
          terms: string[];
          timed?: boolean;
          version: number;
        };
        Update: {
          asks?: boolean;
          conversation?: string | null;
          counts?: number[];
          created_at?: string;
          doc?: number;
          kind?: number;
          len?: number;
          memory?: string | null;
          message?: string | null;
          owner?: string;
          role?: string | null;
          seq?: number | null;
          summary?: string | null;
          terms?: string[];
          timed?: boolean;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "search_docs_conversation_fkey";
            columns: ["conversation"];
            isOneToOne: false;
            referencedRelation: "conversations";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "search_docs_memory_fkey";
            columns: ["memory"];
            isOneToOne: true;
            referencedRelation: "memories";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "search_docs_message_fkey";
            columns: ["message"];
            isOneToOne: true;
            referencedRelation: "messages";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "search_docs_owner_fkey";
            columns: ["owner"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "search_docs_summary_fkey";
            columns: ["summary"];
            isOneToOne: true;
            referencedRelation: "summaries";
            referencedColumns: ["id"];
          },
        ];
      };
      search_removed: {
        Row: {
          docs: number;
          id: number;
          kind: number;
          owner: string;
          total_len: number;
        };
        Insert: {
          docs: number;
          id: number;
          kind: number;
          owner: string;
          total_len: number;
        };
        Update: {
          docs?: number;
          id?: number;
          kind?: number;
          owner?: string;
          total_len?: number;
        };
        Relationships: [
          {
            foreignKeyName: "search_removed_owner_fkey";
            columns: ["owner"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      search_stats: {
        Row: {
          docs: number;
          kind: number;
          next_doc: number;
          owner: string;
          total_len: number;
        };
        Insert: {
          docs: number;
          kind: number;
          next_doc: number;
          owner: string;
          total_len: number;
        };
        Update: {
          docs?: number;
          kind?: number;
          next_doc?: number;
          owner?: string;
          total_len?: number;
        };
        Relationships: [
          {
            foreignKeyName: "search_stats_owner_fkey";
            columns: ["owner"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      search_terms: {
        Row: {
          doc: number;
          kind: number;
          len: number;
          owner: string;
          term: string;
          tf: number;
        };
        Insert: {
          doc: number;
          kind: number;
          len: number;
          owner: string;
          term: string;
          tf: number;
        };
        Update: {
          doc?: number;
          kind?: number;
          len?: number;
          owner?: string;
          term?: string;
          tf?: number;
        };
        Relationships: [
        ];
      };
      summaries: {
        Row: {
          conversation: string;
          created_at: string;
          facts: Json;
          forgotten: number | null;
          from_seq: number;
          id: string;
          lines: Json;
          messages: number;
          model: string | null;
          owner: string;
          replaces: number;
          source: string;
          to_seq: number;
          token_count: number;
          token_family: string;
          version: number;
        };
        Insert: {
          conversation: string;
          created_at?: string;
          facts: Json;
          forgotten?: number | null;
          from_seq: number;
          id?: string;
          lines: Json;
          messages: number;
          model?: string | null;
          owner: string;
          replaces: number;
          source: string;
          to_seq: number;
          token_count: number;
          token_family: string;
          version: number;
        };
        Update: {
          conversation?: string;
          created_at?: string;
          facts?: Json;
          forgotten?: number | null;
          from_seq?: number;
          id?: string;
          lines?: Json;
          messages?: number;
          model?: string | null;
          owner?: string;
          replaces?: number;
          source?: string;
          to_seq?: number;
          token_count?: number;
          token_family?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: "summaries_conversation_fkey";
            columns: ["conversation"];
            isOneToOne: false;
            referencedRelation: "conversations";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "summaries_owner_fkey";
            columns: ["owner"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      title_terms: {
        Row: {
          conversation: string;
          owner: string;
          term: string;
        };
        Insert: {
          conversation: string;
          owner: string;
          term: string;
        };
        Update: {
          conversation?: string;
          owner?: string;
          term?: string;
        };
        Relationships: [
          {
            foreignKeyName: "title_terms_conversation_fkey";
            columns: ["conversation"];
            isOneToOne: false;
            referencedRelation: "conversations";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "title_terms_owner_fkey";
            columns: ["owner"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
        ];
      };
      token_rates: {
        Row: {
          model: string;
          period_ms: number | null;
          provider: string;
          remaining: number;
          reported_at: string | null;
          reset_at: string | null;
          tokens_limit: number;
          updated_at: string;
        };
        Insert: {
          model: string;
          period_ms?: number | null;
          provider: string;
          remaining: number;
          reported_at?: string | null;
          reset_at?: string | null;
          tokens_limit: number;
          updated_at?: string;
        };
        Update: {
          model?: string;
          period_ms?: number | null;
          provider?: string;
          remaining?: number;
          reported_at?: string | null;
          reset_at?: string | null;
          tokens_limit?: number;
          updated_at?: string;
        };
        Relationships: [
        ];
      };
      turn_chunks: {
        Row: {
          kind: string;
          n: number;
          text: string;
          tokens: number;
          turn: string;
          utf16_offset: number;
        };
        Insert: {
          kind: string;
          n: number;
          text: string;
          tokens?: number;
          turn: string;
          utf16_offset: number;
        };
        Update: {
          kind?: string;
          n?: number;
          text?: string;
          tokens?: number;
          turn?: string;
          utf16_offset?: number;
        };
        Relationships: [
          {
            foreignKeyName: "turn_chunks_turn_fkey";
            columns: ["turn"];
            isOneToOne: false;
            referencedRelation: "turns";
            referencedColumns: ["id"];
          },
        ];
      };
      turns: {
        Row: {
          body_hash: string;
          broadcast_at: string;
          broadcast_n: number;
          client_message_id: string;
          conversation: string;
          error: Json | null;
          fence: number;
          finished_at: string | null;
          id: string;
          lease_until: string;
          model: string | null;
          owner: string;
          rate: Json | null;
          receipt: Json | null;
          reply: string;
          seq: number;
          started_at: string;
          status: string;
          stop_requested: boolean;
          tokens_reserved: number;
          usage: Json | null;
          user_message: string;
        };
        Insert: {
          body_hash: string;
          broadcast_at?: string;
          broadcast_n?: number;
          client_message_id: string;
          conversation: string;
          error?: Json | null;
          fence?: number;
          finished_at?: string | null;
          id?: string;
          lease_until: string;
          model?: string | null;
          owner: string;
          rate?: Json | null;
          receipt?: Json | null;
          reply: string;
          seq: number;
          started_at?: string;
          status?: string;
          stop_requested?: boolean;
          tokens_reserved?: number;
          usage?: Json | null;
          user_message: string;
        };
        Update: {
          body_hash?: string;
          broadcast_at?: string;
          broadcast_n?: number;
          client_message_id?: string;
          conversation?: string;
          error?: Json | null;
          fence?: number;
          finished_at?: string | null;
          id?: string;
          lease_until?: string;
          model?: string | null;
          owner?: string;
          rate?: Json | null;
          receipt?: Json | null;
          reply?: string;
          seq?: number;
          started_at?: string;
          status?: string;
          stop_requested?: boolean;
          tokens_reserved?: number;
          usage?: Json | null;
          user_message?: string;
        };
        Relationships: [
          {
            foreignKeyName: "turns_conversation_fkey";
            columns: ["conversation"];
            isOneToOne: false;
            referencedRelation: "conversations";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "turns_owner_fkey";
            columns: ["owner"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "turns_reply_fkey";
            columns: ["reply"];
            isOneToOne: false;
            referencedRelation: "messages";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "turns_user_message_fkey";
            columns: ["user_message"];
            isOneToOne: false;
            referencedRelation: "messages";
            referencedColumns: ["id"];
          },
        ];
      };
      usage: {
        Row: {
          cached_tokens: number;
          completion_tokens: number;
          conversation: string | null;
          cost: number | null;
          counted_completion_tokens: number;
          counted_prompt_tokens: number;
          created_at: string;
          finish_reason: string;
          first_token_ms: number | null;
          id: string;
          kind: string;
          latency_ms: number;
          model: string;
          owner: string;
          priced_as_of: string | null;
          prompt_tokens: number;
          provider: string;
          thinking_tokens: number;
          turn: string | null;
        };
        Insert: {
          cached_tokens?: number;
          completion_tokens: number;
          conversation?: string | null;
          cost?: number | null;
          counted_completion_tokens: number;
          counted_prompt_tokens: number;
          created_at?: string;
          finish_reason: string;
          first_token_ms?: number | null;
          id?: string;
          kind: string;
          latency_ms: number;
          model: string;
          owner: string;
          priced_as_of?: string | null;
          prompt_tokens: number;
          provider: string;
          thinking_tokens?: number;
          turn?: string | null;
        };
        Update: {
          cached_tokens?: number;
          completion_tokens?: number;
          conversation?: string | null;
          cost?: number | null;
          counted_completion_tokens?: number;
          counted_prompt_tokens?: number;
          created_at?: string;
          finish_reason?: string;
          first_token_ms?: number | null;
          id?: string;
          kind?: string;
          latency_ms?: number;
          model?: string;
          owner?: string;
          priced_as_of?: string | null;
          prompt_tokens?: number;
          provider?: string;
          thinking_tokens?: number;
          turn?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: "usage_conversation_fkey";
            columns: ["conversation"];
            isOneToOne: false;
            referencedRelation: "conversations";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "usage_owner_fkey";
            columns: ["owner"];
            isOneToOne: false;
            referencedRelation: "profiles";
            referencedColumns: ["id"];
          },
          {
            foreignKeyName: "usage_turn_fkey";
            columns: ["turn"];
            isOneToOne: false;
            referencedRelation: "turns";
            referencedColumns: ["id"];
          },
        ];
      };
    };
    Views: Record<never, never>;
    Functions: {
      add_memory: {
        Args: {
          p_owner: string;
          p_memory: Json;
          p_source?: Json | null;
          p_index?: Json | null;
          p_closes?: string[];
        };
        Returns: Json;
      };
      adopt_guest: {
        Args: {
          p_guest: string;
          p_owner: string;
        };
        Returns: number;
      };
      append_replies: {
        Args: {
          p_lease_s: number;
          p_batch: Json;
        };
        Returns: Json;
      };
      apply_maintenance: {
        Args: {
          p_owner: string;
          p_plan: Json;
        };
        Returns: Json;
      };
      begin_turn: {
        Args: {
          p_owner: string;
          p_client_message_id: string;
          p_body_hash: string;
          p_content: string;
          p_tokens: number;
          p_token_family: string;
          p_model: string;
          p_tokens_reserved: number;
          p_window_budget: number;
          p_lease_s: number;
          p_limits: Json;
          p_conversation?: string | null;
          p_agent?: string | null;
          p_max_tokens?: number | null;
          p_expected?: Json | null;
          p_floor?: number;
          p_rate?: Json | null;
          p_index?: Json | null;
          p_temporary?: boolean;
        };
        Returns: Json;
      };
      charge_call: {
        Args: {
          p_owner: string;
          p_limits: Json;
        };
        Returns: Json;
      };
      conversation_account: {
        Args: {
          p_conversation: string;
        };
        Returns: Json;
      };
      delete_conversation: {
        Args: {
          p_conversation: string;
        };
        Returns: boolean;
      };
      derived_from: {
        Args: {
          p_owner: string;
          p_what: Json;
        };
        Returns: Json;
      };
      edit_memory: {
        Args: {
          p_owner: string;
          p_memory: string;
          p_expected_revision: number;
          p_changes: Json;
          p_index?: Json | null;
        };
        Returns: Json;
      };
      embedding_state: {
        Args: {
          p_owner: string;
        };
        Returns: Json;
      };
      extraction_work: {
        Args: {
          p_owner: string;
          p_conversation: string;
          p_limit?: number;
        };
        Returns: Json;
      };
      find_turn: {
        Args: {
          p_owner: string;
          p_client_message_id: string;
          p_body_hash: string;
        };
        Returns: Json;
      };
      finish_turn: {
        Args: {
          p_turn: string;
          p_fence: number;
          p_status: string;
          p_reply_tokens: number;
          p_thinking_tokens: number;
          p_thinking_ms: number;
          p_token_family: string;
          p_finish_reason: string;
          p_usage?: Json | null;
          p_error?: Json | null;
          p_context?: Json | null;
          p_rate?: Json | null;
          p_index?: Json | null;
        };
        Returns: Json;
      };
      forget: {
        Args: {
          p_owner: string;
          p_what: Json;
          p_keep?: string[];
        };
        Returns: Json;
      };
      hold_rate: {
        Args: {
          p_provider: string;
          p_model: string;
          p_tokens: number;
          p_spare: number;
          p_hold_s: number;
        };
        Returns: Json;
      };
      import_conversation: {
        Args: {
          p_owner: string;
          p_conversation: Json;
          p_messages: Json;
          p_summary?: Json | null;
          p_receipts?: Json;
        };
        Returns: string;
      };
      import_sample: {
        Args: {
          p_owner: string;
          p_conversation: Json;
          p_messages: Json;
          p_summary?: Json | null;
          p_receipts?: Json;
        };
        Returns: Json;
      };
      index_memories: {
        Args: {
          p_rows: Json;
        };
        Returns: number;
      };
      index_messages: {
        Args: {
          p_rows: Json;
        };
        Returns: number;
      };
      interrupt_expired: {
        Args: {
          p_conversation?: string | null;
        };
        Returns: Json;
      };
      keep_reply: {
        Args: {
          p_turn: string;
        };
        Returns: Json;
      };
      list_maintenance: {
        Args: {
          p_limit?: number;
        };
        Returns: Json;
      };
      list_memories: {
        Args: {
          p_query?: Json;
        };
        Returns: Json;
      };
      mark_messages: {
        Args: {
          p_owner: string;
          p_conversation: string;
          p_marks: Json;
          p_pin_cap: number;
        };
        Returns: Json;
      };
      mark_recalled: {
        Args: {
          p_conversation: string;
          p_kind: string;
          p_id: string;
          p_mark?: string | null;
        };
        Returns: string;
      };
      memories_like: {
        Args: {
          p_owner: string;
          p_terms: string[];
          p_limit?: number;
        };
        Returns: Json;
      };
      memory_counts: {
        Args: {
        };
        Returns: Json;
      };
      merge_memories: {
        Args: {
          p_owner: string;
          p_ids: string[];
          p_into: string;
          p_changes?: Json;
          p_index?: Json | null;
        };
        Returns: Json;
      };
      message_page: {
        Args: {
          p_conversation: string;
          p_limit: number;
          p_before?: number | null;
          p_after?: number | null;
        };
        Returns: Json;
      };
      recall_candidates: {
        Args: {
          p_conversation: string;
          p_before: number;
          p_query: Json;
        };
        Returns: Json;
      };
      record_call: {
        Args: {
          p_owner: string;
          p_conversation: string;
          p_kind: string;
          p_usage: Json;
          p_finish_reason: string;
          p_turn?: string | null;
          p_free?: boolean;
          p_rate?: Json | null;
        };
        Returns: undefined;
      };
      release_rate: {
        Args: {
          p_hold: string;
          p_report?: Json | null;
        };
        Returns: undefined;
      };
      rename_conversation: {
        Args: {
          p_conversation: string;
          p_title: string;
        };
        Returns: Json;
      };
      request_stop: {
        Args: {
          p_turn: string;
        };
        Returns: boolean;
      };
      resting_conversations: {
        Args: {
          p_before: string;
          p_limit?: number;
        };
        Returns: Json;
      };
      retry_turn: {
        Args: {
          p_owner: string;
          p_turn: string;
          p_client_message_id: string;
          p_token_family: string;
          p_model: string;
          p_tokens_reserved: number;
          p_window_budget: number;
          p_lease_s: number;
          p_limits: Json;
          p_expected?: Json | null;
          p_floor?: number;
          p_rate?: Json | null;
        };
        Returns: Json;
      };
      search_memories: {
        Args: {
          p_query: Json;
        };
        Returns: Json;
      };
      search_messages: {
        Args: {
          p_query: Json;
        };
        Returns: Json;
      };
      search_summaries: {
        Args: {
          p_query: Json;
        };
        Returns: Json;
      };
      search_titles: {
        Args: {
          p_query: Json;
        };
        Returns: Json;
      };
      set_auto_title: {
        Args: {
          p_owner: string;
          p_conversation: string;
          p_expected_title: string;
          p_title: string;
        };
        Returns: boolean;
      };
      similar_terms: {
        Args: {
          p_terms: string[];
        };
        Returns: Json;
      };
      store_memories: {
        Args: {
          p_owner: string;
          p_conversation: string;
          p_expected_to: number;
          p_to: number;
          p_changes: Json;
          p_forgotten?: number | null;
        };
        Returns: Json;
      };
      store_summary: {
        Args: {
          p_owner: string;
          p_conversation: string;
          p_summary: Json;
          p_expected?: string | null;
        };
        Returns: Json;
      };
      store_vectors: {
        Args: {
          p_model: string;
          p_rows: Json;
        };
        Returns: number;
      };
      summary_work: {
        Args: {
          p_owner: string;
          p_conversation: string;
          p_from: number;
          p_token_limit: number;
          p_to?: number | null;
        };
        Returns: Json;
      };
      sweep_memories: {
        Args: {
        };
        Returns: number;
      };
      tend_vectors: {
        Args: {
          p_model: string;
          p_limit?: number;
          p_index_from?: number;
        };
        Returns: Json;
      };
      turn_receipt: {
        Args: {
          p_turn: string;
        };
        Returns: Json;
      };
      undo_maintenance: {
        Args: {
          p_owner: string;
          p_run: string;
        };
        Returns: Json;
      };
      unembedded: {
        Args: {
          p_holder: string;
          p_lease_s: number;
          p_model: string;
          p_dimensions: number;
          p_limit?: number;
          p_characters?: number;
        };
        Returns: Json;
      };
      unindexed_memories: {
        Args: {
          p_version: number;
          p_limit: number;
        };
        Returns: Json;
      };
      unindexed_messages: {
        Args: {
          p_version: number;
          p_limit: number;
        };
        Returns: Json;
      };
      use_summary: {
        Args: {
          p_owner: string;
          p_conversation: string;
          p_expected_version?: number | null;
          p_version?: number | null;
          p_tokens_freed?: number;
        };
        Returns: Json;
      };
      window_rows: {
        Args: {
          p_conversation: string;
          p_budget: number;
          p_content?: boolean;
          p_before?: number | null;
          p_floor?: number;
        };
        Returns: Json;
      };
    };
    Enums: Record<never, never>;
    CompositeTypes: Record<never, never>;
  };
};
