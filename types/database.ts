// Generated from supabase/migrations by `node scripts/generate-types.mjs`. Do not edit.
export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      agents: {
        Row: {
          created_at: string;
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
          reply_reserve: number | null;
          revision: number;
          running: boolean;
          title: string;
          title_source: string;
          total_tokens: number;
          updated_at: string;
        };
        Insert: {
          agent: string;
          created_at?: string;
          id?: string;
          max_tokens?: number;
          memory_strategy?: string;
          message_count?: number;
          metadata?: Json;
          model?: string | null;
          next_seq?: number;
          owner?: string;
          reply_reserve?: number | null;
          revision?: number;
          running?: boolean;
          title?: string;
          title_source?: string;
          total_tokens?: number;
          updated_at?: string;
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
          reply_reserve?: number | null;
          revision?: number;
          running?: boolean;
          title?: string;
          title_source?: string;
          total_tokens?: number;
          updated_at?: string;
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
          content: string;
          conversation: string;
          created_at: string;
          id: string;
          kind: string;
          metadata: Json;
          model: string | null;
          owner: string;
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
          content: string;
          conversation: string;
          created_at?: string;
          id?: string;
          kind?: string;
          metadata?: Json;
          model?: string | null;
          owner: string;
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
          content?: string;
          conversation?: string;
          created_at?: string;
          id?: string;
          kind?: string;
          metadata?: Json;
          model?: string | null;
          owner?: string;
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
      profiles: {
        Row: {
          conversation_count: number;
          created_at: string;
          default_agent: string | null;
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
        };
        Returns: Json;
      };
      window_rows: {
        Args: {
          p_conversation: string;
          p_budget: number;
          p_content?: boolean;
        };
        Returns: Json;
      };
    };
    Enums: Record<never, never>;
    CompositeTypes: Record<never, never>;
  };
};
