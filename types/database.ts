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
          model: string | null;
          name: string;
          owner: string;
          provider: string | null;
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
          model?: string | null;
          name: string;
          owner: string;
          provider?: string | null;
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
          model?: string | null;
          name?: string;
          owner?: string;
          provider?: string | null;
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
          id: string;
          max_tokens: number;
          memory_strategy: string;
          message_count: number;
          metadata: Json;
          model: string | null;
          next_seq: number;
          owner: string;
          recent_replies: number[];
          reply_reserve: number | null;
          revision: number;
          running: boolean;
          saved_tokens: number;
          summary: string | null;
          summary_threshold: number;
          summary_to: number;
          summary_version: number | null;
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
          id?: string;
          max_tokens: number;
          memory_strategy: string;
          message_count?: number;
          metadata?: Json;
          model?: string | null;
          next_seq?: number;
          owner?: string;
          recent_replies?: number[];
          reply_reserve?: number | null;
          revision?: number;
          running?: boolean;
          saved_tokens?: number;
          summary?: string | null;
          summary_threshold: number;
          summary_to?: number;
          summary_version?: number | null;
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
          id?: string;
          max_tokens?: number;
          memory_strategy?: string;
          message_count?: number;
          metadata?: Json;
          model?: string | null;
          next_seq?: number;
          owner?: string;
          recent_replies?: number[];
          reply_reserve?: number | null;
          revision?: number;
          running?: boolean;
          saved_tokens?: number;
          summary?: string | null;
          summary_threshold?: number;
          summary_to?: number;
          summary_version?: number | null;
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
      messages: {
        Row: {
          author: string | null;
          client_message_id: string | null;
          compressed: boolean;
          content: string;
          conversation: string;
          created_at: string;
          gist: string | null;
          gist_tokens: number | null;
          id: string;
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
          gist?: string | null;
          gist_tokens?: number | null;
          id?: string;
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
          gist?: string | null;
          gist_tokens?: number | null;
          id?: string;
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
      summaries: {
        Row: {
          conversation: string;
          created_at: string;
          facts: Json;
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
      mark_messages: {
        Args: {
          p_owner: string;
          p_conversation: string;
          p_marks: Json;
          p_pin_cap: number;
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
      set_auto_title: {
        Args: {
          p_owner: string;
          p_conversation: string;
          p_expected_title: string;
          p_title: string;
        };
        Returns: boolean;
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
      turn_receipt: {
        Args: {
          p_turn: string;
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
