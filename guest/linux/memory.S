/*
 * memory.S - rewrites memory, and checks each page before: memory MEBIBYTES PAGES
 *
 * MEBIBYTES of memory are rewritten again and again, PAGES of them every 10 ms. In sweep g, each
 * quadword of page p becomes g * 2^32 + p; before that it has to be what sweep g - 1 made of it.
 *
 *   memory G                     sweep g is done, and every page was as sweep g - 1 left it
 *   WRONG memory page P ...      what was found there instead
 */
        .include "runtime.S"
        .equ    PERIOD, 10000000
        .equ    PROT_READ_WRITE, 3
        .equ    MAP_PRIVATE_ANONYMOUS, 0x22

        .text
        .globl  _start
_start: mov     rsi, [rsp + 16]
        call    number
        mov     r12, rax
        shl     r12, 8                  # pages in all
        mov     rsi, [rsp + 24]
        call    number
        mov     r13, rax                # pages in a step
        call    behind
        xor     edi, edi
        mov     rsi, r12
        shl     rsi, 12
        mov     edx, PROT_READ_WRITE
        mov     r10d, MAP_PRIVATE_ANONYMOUS
        mov     r8, -1
        xor     r9d, r9d
        mov     eax, SYS_mmap
        syscall
        orfail  "mmap of memory"
        mov     rbp, rax                # where the memory begins
        mov     r14d, 1                 # sweep
        xor     ebx, ebx                # page

step:   call    uptime
        add     rax, PERIOD
        call    sleep_until
        mov     r15, r13
page:   mov     rdi, rbx
        shl     rdi, 12
        add     rdi, rbp
        push    rdi
        lea     rax, [r14 - 1]
        test    rax, rax                # nothing to check in the first sweep
        jz      1f
        shl     rax, 32
        add     rax, rbx
        mov     ecx, PAGE / 8
        repe scasq
        jne     wrong
1:      mov     rax, r14
        shl     rax, 32
        add     rax, rbx
        pop     rdi
        mov     ecx, PAGE / 8
        rep stosq
        inc     rbx
        cmp     rbx, r12
        jb      2f
        text    "memory "
        decimal r14
        call    say
        inc     r14
        xor     ebx, ebx
2:      dec     r15
        jnz     page
        jmp     step

wrong:  push    rax
        push    [rdi - 8]
        text    "WRONG memory page "
        decimal rbx
        text    " holds "
        pop     rax
        call    append_hexadecimal
        text    ", expected "
        pop     rax
        call    append_hexadecimal
        call    say
        jmp     1b
