/*
 * tick.S - counts aloud, every 5 ms of the guest's uptime:
 *
 *   tick NUMBER SECONDS.MICROS
 *
 * The number is the guest's own count from 1, the time its uptime. A tick that comes late is made
 * up for, so that the count is the guest's clock as well.
 */
        .include "runtime.S"
        .equ    PERIOD, 5000000
        .equ    SCHED_FIFO, 1

        .data
priority:
        .long   1

        .text
        .globl  _start
_start: xor     edi, edi
        mov     esi, SCHED_FIFO
        lea     rdx, [priority]
        mov     eax, SYS_sched_setscheduler
        syscall
        orfail  "sched_setscheduler of tick"
        call    uptime
        mov     r13, rax                # when the next tick is due
        xor     r12d, r12d              # its number, less one

tick:   add     r13, PERIOD
        mov     rax, r13
        call    sleep_until
        inc     r12
        text    "tick "
        decimal r12
        text    " "
        call    uptime
        xor     edx, edx
        mov     ecx, SECOND
        div     rcx
        mov     r14, rdx
        call    append_decimal
        text    "."
        mov     rax, r14
        xor     edx, edx
        mov     ecx, 1000
        div     rcx
        mov     ecx, 6
        call    append_padded
        call    say
        jmp     tick
